-- Whether the work at hand came through one of the doors of hawkari.evidence.rowsecurity.DOORS.
CREATE FUNCTION hawkari_engine() RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT coalesce(current_setting('hawkari.door', true), '')
        IN ('load', 'regrade', 'dispose', 'correct', 'identities', 'match', 'migrate')
$$;

-- Who asks: no row for nobody, for somebody who is no current member and has not broken glass, and
-- for a role that reads nothing. fields: see the model PolicyInForce.
CREATE FUNCTION hawkari_asker()
RETURNS TABLE (user_id bigint, agency_id bigint, operation_id bigint, purpose text, day date,
               fields jsonb)
LANGUAGE sql STABLE ROWS 1 AS $$
    WITH asked AS (
        SELECT nullif(current_setting('hawkari.user', true), '')::bigint AS user_id,
               nullif(current_setting('hawkari.operation', true), '')::bigint AS operation_id,
               nullif(current_setting('hawkari.day', true), '')::date AS day
    ), answered AS (
        SELECT u.id, u.agency_id, o.id, o.purpose_kind, asked.day,
            CASE WHEN broken.id IS NULL OR banned.id IS NOT NULL
                 THEN policy.terms -> 'roles' -> (member.role::text)
                 ELSE policy.terms -> 'glass' END AS fields
        FROM asked
        JOIN evidence_user u ON u.id = asked.user_id AND u.is_active
        JOIN evidence_operation o ON o.id = asked.operation_id
            AND o.starts <= asked.day AND (o.ends IS NULL OR o.ends >= asked.day)
        JOIN evidence_operation_agencies takes_part
            ON takes_part.operation_id = o.id AND takes_part.agency_id = u.agency_id
        CROSS JOIN (SELECT terms FROM evidence_policyinforce ORDER BY id DESC LIMIT 1) policy
        LEFT JOIN evidence_operationmember member
            ON member.operation_id = o.id AND member.user_id = u.id
        LEFT JOIN LATERAL (
            SELECT g.id FROM evidence_breakglass g
            WHERE g.user_id = u.id AND g.operation_id = o.id AND g.ended_at IS NULL
              AND g.asked_at <= clock_timestamp() AND g.expires_at > clock_timestamp()
            LIMIT 1) broken ON true
        LEFT JOIN LATERAL (
            SELECT m.id FROM evidence_operationmember m
            JOIN evidence_operation their ON their.id = m.operation_id
            WHERE m.user_id = u.id AND policy.terms -> 'never' ? m.role::text
              AND their.starts <= asked.day AND (their.ends IS NULL OR their.ends >= asked.day)
            LIMIT 1) banned ON true
    )
    SELECT * FROM answered WHERE answered.fields IS NOT NULL
$$;

-- The parts of loads whose statements the asker may read, fields aside.
CREATE FUNCTION hawkari_parts() RETURNS SETOF bigint LANGUAGE sql STABLE ROWS 200 AS $$
    SELECT part.id
    FROM hawkari_asker() asker
    JOIN evidence_operation_agencies partner ON partner.operation_id = asker.operation_id
    JOIN evidence_source source ON source.agency_id = partner.agency_id
    JOIN evidence_loadrun load ON load.source_id = source.id AND load.state = 'complete'
    JOIN evidence_loadpart part ON part.load_id = load.id
    JOIN evidence_marking marking ON marking.id = part.marking_id
    LEFT JOIN evidence_handlingcondition terms ON terms.id = marking.condition_id
    CROSS JOIN LATERAL (SELECT
        EXISTS (SELECT 1 FROM evidence_handlingcondition_agencies a
                WHERE a.handlingcondition_id = terms.id AND a.agency_id = asker.agency_id)
            AS agency_named,
        EXISTS (SELECT 1 FROM evidence_handlingcondition_users w
                WHERE w.handlingcondition_id = terms.id AND w.user_id = asker.user_id)
            AS user_named,
        EXISTS (SELECT 1 FROM evidence_conditionsatisfaction s
                WHERE s.condition_id = terms.id AND s.agency_id = asker.agency_id)
            AS agreed
    ) about
    WHERE source.agency_id = asker.agency_id OR (
        marking.source_evaluation IN ('1', '2', '3')
        AND marking.intelligence_assessment IN ('A', 'B', 'C', 'D', 'E')
        AND (marking.handling = 'P' OR (
            marking.handling = 'C' AND terms.id IS NOT NULL
            AND (terms.expires IS NULL OR terms.expires >= asker.day)
            AND (about.agency_named OR about.user_named)
            AND (terms.purposes = '[]'::jsonb OR terms.purposes ? asker.purpose)
            AND (NOT terms.consult_originator OR about.agreed)))
        AND marking.europol <@ '["H0", "H1", "H2", "H3"]'::jsonb
        AND (NOT marking.europol ? 'H3' OR btrim(marking.europol_text, E' \t\n\r') <> '')
        AND (NOT marking.europol ? 'H0' OR asker.purpose = 'crime')
        AND CASE marking.tlp
            WHEN '' THEN true
            WHEN 'CLEAR' THEN true
            WHEN 'GREEN' THEN true  -- the asker's agency takes part, or there is no asker
            WHEN 'AMBER' THEN about.agency_named OR marking.handling = 'P'
            WHEN 'AMBER+STRICT' THEN about.agency_named
            WHEN 'RED' THEN about.user_named
            ELSE false END
        AND marking.pap IN ('', 'RED', 'AMBER', 'GREEN', 'CLEAR')
        AND marking.gsc IN ('', 'OFFICIAL', 'OFFICIAL-SENSITIVE'))
$$;

-- Of which properties the asker reads values: see the model PolicyInForce. NULL for nobody.
CREATE FUNCTION hawkari_fields(OUT "every" boolean, OUT props text[], OUT types text[],
                               OUT named text[])
LANGUAGE sql STABLE AS $$
    SELECT (asker.fields ->> 'every')::boolean,
           ARRAY(SELECT jsonb_array_elements_text(asker.fields -> 'props')),
           ARRAY(SELECT jsonb_array_elements_text(asker.fields -> 'types')),
           ARRAY(SELECT jsonb_array_elements_text(policy.terms -> 'named'))
    FROM hawkari_asker() asker
    CROSS JOIN (SELECT terms FROM evidence_policyinforce ORDER BY id DESC LIMIT 1) policy
$$;

-- Says who asks, and works out once what they may read; the policies below read the settings.
CREATE FUNCTION hawkari_bind(user_id bigint, operation_id bigint, day date) RETURNS void
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    may record;
BEGIN
    PERFORM set_config('hawkari.user', user_id::text, false);
    PERFORM set_config('hawkari.operation', operation_id::text, false);
    PERFORM set_config('hawkari.day', day::text, false);
    SELECT * INTO may FROM hawkari_fields();
    PERFORM set_config('hawkari.every', coalesce(may."every", false)::text, false);
    PERFORM set_config('hawkari.props', coalesce(may.props, '{}')::text, false);
    PERFORM set_config('hawkari.types', coalesce(may.types, '{}')::text, false);
    PERFORM set_config('hawkari.named', coalesce(may.named, '{}')::text, false);
    PERFORM set_config('hawkari.parts', ARRAY(SELECT hawkari_parts())::text, false);
END
$$;

-- One of the settings of hawkari_bind as a list; empty where nobody asks.
CREATE FUNCTION hawkari_list(name text) RETURNS text[] LANGUAGE sql STABLE AS $$
    SELECT coalesce(nullif(current_setting('hawkari.' || name, true), ''), '{}')::text[]
$$;

ALTER TABLE evidence_statement ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE evidence_searchkey ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;

-- Each setting is read in a subquery of its own, so once a query and not once a row.
CREATE POLICY hawkari_read ON evidence_statement FOR SELECT USING (
    (SELECT hawkari_engine())
    OR (part_id IN (SELECT unnest(hawkari_list('parts'))::bigint)
        AND ((SELECT coalesce(current_setting('hawkari.every', true), '') = 'true')
             OR prop = ANY ((SELECT hawkari_list('props'))::text[])
             OR (prop_type = ANY ((SELECT hawkari_list('types'))::text[])
                 AND prop <> ALL ((SELECT hawkari_list('named'))::text[])))
        AND NOT EXISTS (SELECT 1 FROM evidence_retraction r
                        WHERE r.statement_id = evidence_statement.id)));
CREATE POLICY hawkari_write ON evidence_statement FOR ALL
    USING ((SELECT hawkari_engine())) WITH CHECK ((SELECT hawkari_engine()));

CREATE POLICY hawkari_read ON evidence_searchkey FOR SELECT USING (
    (SELECT hawkari_engine())
    OR EXISTS (SELECT 1 FROM evidence_statement s WHERE s.id = statement_id));
CREATE POLICY hawkari_write ON evidence_searchkey FOR ALL
    USING ((SELECT hawkari_engine())) WITH CHECK ((SELECT hawkari_engine()));
