-- migrations 075747f74be77cc6fe30c0b8aa4bda4f3e9cd24adfd2b1afd6e18d733fedd4f0
CREATE TABLE "django_migrations" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "app" varchar(255) NOT NULL, "name" varchar(255) NOT NULL, "applied" datetime NOT NULL)
--;
CREATE TABLE "django_content_type" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "app_label" varchar(100) NOT NULL, "model" varchar(100) NOT NULL)
--;
CREATE UNIQUE INDEX "django_content_type_app_label_model_76bd3d3b_uniq" ON "django_content_type" ("app_label", "model")
--;
CREATE TABLE "auth_group_permissions" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "group_id" integer NOT NULL REFERENCES "auth_group" ("id") DEFERRABLE INITIALLY DEFERRED, "permission_id" integer NOT NULL REFERENCES "auth_permission" ("id") DEFERRABLE INITIALLY DEFERRED)
--;
CREATE UNIQUE INDEX "auth_group_permissions_group_id_permission_id_0cd325b0_uniq" ON "auth_group_permissions" ("group_id", "permission_id")
--;
CREATE INDEX "auth_group_permissions_group_id_b120cbf9" ON "auth_group_permissions" ("group_id")
--;
CREATE INDEX "auth_group_permissions_permission_id_84c5c92e" ON "auth_group_permissions" ("permission_id")
--;
CREATE TABLE "auth_permission" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "content_type_id" integer NOT NULL REFERENCES "django_content_type" ("id") DEFERRABLE INITIALLY DEFERRED, "codename" varchar(100) NOT NULL, "name" varchar(255) NOT NULL)
--;
CREATE UNIQUE INDEX "auth_permission_content_type_id_codename_01ab375a_uniq" ON "auth_permission" ("content_type_id", "codename")
--;
CREATE INDEX "auth_permission_content_type_id_2f476e4b" ON "auth_permission" ("content_type_id")
--;
CREATE TABLE "auth_group" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "name" varchar(150) NOT NULL UNIQUE)
--;
CREATE TABLE "evidence_agency" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "slug" varchar(40) NOT NULL UNIQUE, "name" varchar(200) NOT NULL, "country" varchar(2) NOT NULL)
--;
CREATE TABLE "evidence_audithead" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "size" bigint NOT NULL, "peaks" text NOT NULL CHECK ((JSON_VALID("peaks") OR "peaks" IS NULL)), "root_hash" varchar(64) NOT NULL)
--;
CREATE TABLE "evidence_user" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "password" varchar(128) NOT NULL, "last_login" datetime NULL, "is_superuser" bool NOT NULL, "username" varchar(150) NOT NULL UNIQUE, "first_name" varchar(150) NOT NULL, "last_name" varchar(150) NOT NULL, "email" varchar(254) NOT NULL, "is_staff" bool NOT NULL, "is_active" bool NOT NULL, "date_joined" datetime NOT NULL, "agency_id" bigint NULL REFERENCES "evidence_agency" ("id") DEFERRABLE INITIALLY DEFERRED)
--;
CREATE TABLE "evidence_user_groups" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "user_id" bigint NOT NULL REFERENCES "evidence_user" ("id") DEFERRABLE INITIALLY DEFERRED, "group_id" integer NOT NULL REFERENCES "auth_group" ("id") DEFERRABLE INITIALLY DEFERRED)
--;
CREATE TABLE "evidence_user_user_permissions" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "user_id" bigint NOT NULL REFERENCES "evidence_user" ("id") DEFERRABLE INITIALLY DEFERRED, "permission_id" integer NOT NULL REFERENCES "auth_permission" ("id") DEFERRABLE INITIALLY DEFERRED)
--;
CREATE TABLE "evidence_canonicalentity" ("canonical_id" varchar(32) NOT NULL PRIMARY KEY, "entity_id" varchar(200) NOT NULL UNIQUE, "first_statement" bigint NOT NULL, "created_at" datetime NOT NULL, "changed_at" datetime NULL, "merged_into_id" varchar(32) NULL REFERENCES "evidence_canonicalentity" ("canonical_id") DEFERRABLE INITIALLY DEFERRED, "split_from_id" varchar(32) NULL REFERENCES "evidence_canonicalentity" ("canonical_id") DEFERRABLE INITIALLY DEFERRED)
--;
CREATE TABLE "evidence_clustermember" ("entity_id" varchar(200) NOT NULL PRIMARY KEY, "canonical_id" varchar(32) NOT NULL REFERENCES "evidence_canonicalentity" ("canonical_id") DEFERRABLE INITIALLY DEFERRED)
--;
CREATE TABLE "evidence_handlingcondition_agencies" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "handlingcondition_id" bigint NOT NULL REFERENCES "evidence_handlingcondition" ("id") DEFERRABLE INITIALLY DEFERRED, "agency_id" bigint NOT NULL REFERENCES "evidence_agency" ("id") DEFERRABLE INITIALLY DEFERRED)
--;
CREATE TABLE "evidence_operation_agencies" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "operation_id" bigint NOT NULL REFERENCES "evidence_operation" ("id") DEFERRABLE INITIALLY DEFERRED, "agency_id" bigint NOT NULL REFERENCES "evidence_agency" ("id") DEFERRABLE INITIALLY DEFERRED)
--;
CREATE TABLE "evidence_refusedrow" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "row" varchar(80) NOT NULL, "field" varchar(120) NOT NULL, "problem" text NOT NULL, "remedy" text NOT NULL, "load_id" bigint NOT NULL REFERENCES "evidence_loadrun" ("id") DEFERRABLE INITIALLY DEFERRED)
--;
CREATE TABLE "evidence_source" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "slug" varchar(60) NOT NULL UNIQUE, "name" varchar(200) NOT NULL, "default_grade" varchar(2) NOT NULL, "default_handling" varchar(1) NOT NULL, "mapping" text NOT NULL CHECK ((JSON_VALID("mapping") OR "mapping" IS NULL)), "review_due" date NOT NULL, "agency_id" bigint NOT NULL REFERENCES "evidence_agency" ("id") DEFERRABLE INITIALLY DEFERRED)
--;
CREATE INDEX "evidence_user_agency_id_0ba9583f" ON "evidence_user" ("agency_id")
--;
CREATE UNIQUE INDEX "evidence_user_groups_user_id_group_id_1fbd437a_uniq" ON "evidence_user_groups" ("user_id", "group_id")
--;
CREATE INDEX "evidence_user_groups_user_id_fb1ad608" ON "evidence_user_groups" ("user_id")
--;
CREATE INDEX "evidence_user_groups_group_id_c982b183" ON "evidence_user_groups" ("group_id")
--;
CREATE UNIQUE INDEX "evidence_user_user_permissions_user_id_permission_id_7587ae0a_uniq" ON "evidence_user_user_permissions" ("user_id", "permission_id")
--;
CREATE INDEX "evidence_user_user_permissions_user_id_33b88e16" ON "evidence_user_user_permissions" ("user_id")
--;
CREATE INDEX "evidence_user_user_permissions_permission_id_b4df1012" ON "evidence_user_user_permissions" ("permission_id")
--;
CREATE INDEX "evidence_canonicalentity_merged_into_id_0576afeb" ON "evidence_canonicalentity" ("merged_into_id")
--;
CREATE INDEX "evidence_canonicalentity_split_from_id_65b9ab2e" ON "evidence_canonicalentity" ("split_from_id")
--;
CREATE INDEX "evidence_clustermember_canonical_id_aa19e700" ON "evidence_clustermember" ("canonical_id")
--;
CREATE UNIQUE INDEX "evidence_handlingcondition_agencies_handlingcondition_id_agency_id_66a44863_uniq" ON "evidence_handlingcondition_agencies" ("handlingcondition_id", "agency_id")
--;
CREATE INDEX "evidence_handlingcondition_agencies_handlingcondition_id_2d43aabb" ON "evidence_handlingcondition_agencies" ("handlingcondition_id")
--;
CREATE INDEX "evidence_handlingcondition_agencies_agency_id_f0c5a238" ON "evidence_handlingcondition_agencies" ("agency_id")
--;
CREATE UNIQUE INDEX "evidence_operation_agencies_operation_id_agency_id_febe0a8c_uniq" ON "evidence_operation_agencies" ("operation_id", "agency_id")
--;
CREATE INDEX "evidence_operation_agencies_operation_id_c9518598" ON "evidence_operation_agencies" ("operation_id")
--;
CREATE INDEX "evidence_operation_agencies_agency_id_62aa8d4f" ON "evidence_operation_agencies" ("agency_id")
--;
CREATE INDEX "evidence_refusedrow_load_id_239b4110" ON "evidence_refusedrow" ("load_id")
--;
CREATE INDEX "evidence_source_agency_id_7b07dde9" ON "evidence_source" ("agency_id")
--;
CREATE TABLE "evidence_searchkey" ("key" varchar(48) NOT NULL, "statement_id" bigint NOT NULL REFERENCES "evidence_statement" ("id") DEFERRABLE INITIALLY DEFERRED, PRIMARY KEY ("key", "statement_id"))
--;
CREATE TABLE "evidence_retraction" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "reason" text NOT NULL, "retracted_at" datetime NOT NULL, "load_id" bigint NULL REFERENCES "evidence_loadrun" ("id") DEFERRABLE INITIALLY DEFERRED, "statement_id" bigint NOT NULL UNIQUE REFERENCES "evidence_statement" ("id") DEFERRABLE INITIALLY DEFERRED)
--;
CREATE TABLE "evidence_loadsighting" ("load_id" bigint NOT NULL REFERENCES "evidence_loadrun" ("id") DEFERRABLE INITIALLY DEFERRED, "statement_id" bigint NOT NULL REFERENCES "evidence_statement" ("id") DEFERRABLE INITIALLY DEFERRED, PRIMARY KEY ("load_id", "statement_id"))
--;
CREATE TABLE "evidence_operationmember" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "role" varchar(20) NOT NULL, "operation_id" bigint NOT NULL REFERENCES "evidence_operation" ("id") DEFERRABLE INITIALLY DEFERRED, "user_id" bigint NOT NULL REFERENCES "evidence_user" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "one_role_an_operation" UNIQUE ("operation_id", "user_id"))
--;
CREATE TABLE "evidence_subjectcategory" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "entity_id" varchar(200) NOT NULL, "category" varchar(20) NOT NULL, "basis" varchar(12) NOT NULL, "reason" text NOT NULL, "set_at" datetime NOT NULL, "operation_id" bigint NOT NULL REFERENCES "evidence_operation" ("id") DEFERRABLE INITIALLY DEFERRED, "set_by_id" bigint NOT NULL REFERENCES "evidence_user" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "category_once" UNIQUE ("operation_id", "entity_id", "category"))
--;
CREATE INDEX "evidence_operationmember_operation_id_0ad0b74c" ON "evidence_operationmember" ("operation_id")
--;
CREATE INDEX "evidence_operationmember_user_id_69bceb98" ON "evidence_operationmember" ("user_id")
--;
CREATE INDEX "evidence_subjectcategory_entity_id_f236b0a2" ON "evidence_subjectcategory" ("entity_id")
--;
CREATE INDEX "evidence_subjectcategory_operation_id_dc529c64" ON "evidence_subjectcategory" ("operation_id")
--;
CREATE INDEX "evidence_subjectcategory_set_by_id_1273e664" ON "evidence_subjectcategory" ("set_by_id")
--;
CREATE TABLE "account_emailconfirmation" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "created" datetime NOT NULL, "sent" datetime NULL, "key" varchar(64) NOT NULL UNIQUE, "email_address_id" integer NOT NULL REFERENCES "account_emailaddress" ("id") DEFERRABLE INITIALLY DEFERRED)
--;
CREATE INDEX "account_emailconfirmation_email_address_id_5b7f8c58" ON "account_emailconfirmation" ("email_address_id")
--;
CREATE TABLE "account_emailaddress" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "verified" bool NOT NULL, "primary" bool NOT NULL, "user_id" bigint NOT NULL REFERENCES "evidence_user" ("id") DEFERRABLE INITIALLY DEFERRED, "email" varchar(254) NOT NULL)
--;
CREATE UNIQUE INDEX "account_emailaddress_user_id_email_987c8728_uniq" ON "account_emailaddress" ("user_id", "email")
--;
CREATE UNIQUE INDEX "unique_verified_email" ON "account_emailaddress" ("email") WHERE "verified"
--;
CREATE INDEX "account_emailaddress_user_id_2c513194" ON "account_emailaddress" ("user_id")
--;
CREATE INDEX "account_emailaddress_email_03be32b2" ON "account_emailaddress" ("email")
--;
CREATE UNIQUE INDEX "unique_primary_email" ON "account_emailaddress" ("user_id", "primary") WHERE "primary"
--;
CREATE TABLE "evidence_operation" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "slug" varchar(40) NOT NULL UNIQUE, "name" varchar(200) NOT NULL, "purpose" text NOT NULL, "legal_basis" text NOT NULL, "starts" date NOT NULL, "ends" date NULL, "purpose_kind" varchar(14) NOT NULL, "review_due" date NULL)
--;
CREATE TABLE "evidence_handlingcondition_users" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "handlingcondition_id" bigint NOT NULL REFERENCES "evidence_handlingcondition" ("id") DEFERRABLE INITIALLY DEFERRED, "user_id" bigint NOT NULL REFERENCES "evidence_user" ("id") DEFERRABLE INITIALLY DEFERRED)
--;
CREATE UNIQUE INDEX "evidence_handlingcondition_users_handlingcondition_id_user_id_740e8815_uniq" ON "evidence_handlingcondition_users" ("handlingcondition_id", "user_id")
--;
CREATE INDEX "evidence_handlingcondition_users_handlingcondition_id_a54a5712" ON "evidence_handlingcondition_users" ("handlingcondition_id")
--;
CREATE INDEX "evidence_handlingcondition_users_user_id_a743a61e" ON "evidence_handlingcondition_users" ("user_id")
--;
CREATE TABLE "evidence_handlingcondition" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "text" text NOT NULL, "expires" date NULL, "source_id" bigint NOT NULL REFERENCES "evidence_source" ("id") DEFERRABLE INITIALLY DEFERRED, "code" varchar(40) NOT NULL, "purposes" text NOT NULL CHECK ((JSON_VALID("purposes") OR "purposes" IS NULL)), "consult_originator" bool NOT NULL, "set_by_id" bigint NULL REFERENCES "evidence_user" ("id") DEFERRABLE INITIALLY DEFERRED, "set_at" datetime NULL)
--;
CREATE INDEX "evidence_handlingcondition_source_id_ff0a2f29" ON "evidence_handlingcondition" ("source_id")
--;
CREATE TABLE "evidence_conditionsatisfaction" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "note" text NOT NULL, "recorded_at" datetime NOT NULL, "agency_id" bigint NOT NULL REFERENCES "evidence_agency" ("id") DEFERRABLE INITIALLY DEFERRED, "condition_id" bigint NOT NULL REFERENCES "evidence_handlingcondition" ("id") DEFERRABLE INITIALLY DEFERRED, "recorded_by_id" bigint NOT NULL REFERENCES "evidence_user" ("id") DEFERRABLE INITIALLY DEFERRED)
--;
CREATE TABLE "evidence_marking" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "key" varchar(32) NOT NULL UNIQUE, "source_evaluation" varchar(1) NOT NULL, "intelligence_assessment" varchar(1) NOT NULL, "handling" varchar(1) NOT NULL, "originals" text NOT NULL CHECK ((JSON_VALID("originals") OR "originals" IS NULL)), "europol" text NOT NULL CHECK ((JSON_VALID("europol") OR "europol" IS NULL)), "europol_text" text NOT NULL, "tlp" varchar(12) NOT NULL, "pap" varchar(5) NOT NULL, "gsc" varchar(24) NOT NULL, "condition_id" bigint NULL REFERENCES "evidence_handlingcondition" ("id") DEFERRABLE INITIALLY DEFERRED)
--;
CREATE TABLE "evidence_loadpart" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "load_id" bigint NOT NULL REFERENCES "evidence_loadrun" ("id") DEFERRABLE INITIALLY DEFERRED, "marking_id" bigint NOT NULL REFERENCES "evidence_marking" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "part_once_a_load" UNIQUE ("load_id", "marking_id"))
--;
CREATE INDEX "evidence_handlingcondition_set_by_id_c7554264" ON "evidence_handlingcondition" ("set_by_id")
--;
CREATE INDEX "evidence_conditionsatisfaction_agency_id_aafaf54c" ON "evidence_conditionsatisfaction" ("agency_id")
--;
CREATE INDEX "evidence_conditionsatisfaction_condition_id_183ae39a" ON "evidence_conditionsatisfaction" ("condition_id")
--;
CREATE INDEX "evidence_conditionsatisfaction_recorded_by_id_1174e091" ON "evidence_conditionsatisfaction" ("recorded_by_id")
--;
CREATE INDEX "evidence_marking_condition_id_6fd44de4" ON "evidence_marking" ("condition_id")
--;
CREATE INDEX "evidence_loadpart_load_id_7b2b8fd1" ON "evidence_loadpart" ("load_id")
--;
CREATE INDEX "evidence_loadpart_marking_id_95d80dfa" ON "evidence_loadpart" ("marking_id")
--;
CREATE TABLE "evidence_statement" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "key" varchar(32) NOT NULL, "entity_id" varchar(200) NOT NULL, "schema" varchar(40) NOT NULL, "prop" varchar(40) NOT NULL, "prop_type" varchar(20) NOT NULL, "value" text NOT NULL, "original_value" text NOT NULL, "lang" varchar(12) NOT NULL, "row" varchar(80) NOT NULL, "seen" varchar(32) NOT NULL, "recorded_at" datetime NOT NULL, "load_id" bigint NOT NULL REFERENCES "evidence_loadrun" ("id") DEFERRABLE INITIALLY DEFERRED, "source_id" bigint NOT NULL REFERENCES "evidence_source" ("id") DEFERRABLE INITIALLY DEFERRED, "part_id" bigint NOT NULL REFERENCES "evidence_loadpart" ("id") DEFERRABLE INITIALLY DEFERRED, retracted bool DEFAULT false NOT NULL)
--;
CREATE INDEX "evidence_statement_key_180b9346" ON "evidence_statement" ("key")
--;
CREATE INDEX "evidence_statement_entity_id_b46b8d21" ON "evidence_statement" ("entity_id")
--;
CREATE INDEX "evidence_statement_load_id_41e35050" ON "evidence_statement" ("load_id")
--;
CREATE TABLE "evidence_categoryperiod" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "entity_id" varchar(200) NOT NULL, "category" varchar(20) NOT NULL, "basis" varchar(12) NOT NULL, "reason" text NOT NULL, "since" datetime NOT NULL, "until" datetime NULL, "end_reason" text NOT NULL, "ended_by_id" bigint NULL REFERENCES "evidence_user" ("id") DEFERRABLE INITIALLY DEFERRED, "operation_id" bigint NOT NULL REFERENCES "evidence_operation" ("id") DEFERRABLE INITIALLY DEFERRED, "set_by_id" bigint NOT NULL REFERENCES "evidence_user" ("id") DEFERRABLE INITIALLY DEFERRED)
--;
CREATE TABLE "evidence_disclosure" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "recipient" varchar(200) NOT NULL, "medium" varchar(16) NOT NULL, "reason" text NOT NULL, "disclosed_at" datetime NOT NULL, "disclosed_by_id" bigint NOT NULL REFERENCES "evidence_user" ("id") DEFERRABLE INITIALLY DEFERRED, "operation_id" bigint NOT NULL REFERENCES "evidence_operation" ("id") DEFERRABLE INITIALLY DEFERRED)
--;
CREATE TABLE "evidence_disclosureitem" ("number" bigint NOT NULL, "disclosure_id" bigint NOT NULL REFERENCES "evidence_disclosure" ("id") DEFERRABLE INITIALLY DEFERRED, PRIMARY KEY ("disclosure_id", "number"))
--;
CREATE TABLE "evidence_disposal_sources" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "disposal_id" bigint NOT NULL REFERENCES "evidence_disposal" ("id") DEFERRABLE INITIALLY DEFERRED, "source_id" bigint NOT NULL REFERENCES "evidence_source" ("id") DEFERRABLE INITIALLY DEFERRED)
--;
CREATE TABLE "evidence_disposedfile" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "digest" varchar(32) NOT NULL, "disposal_id" bigint NOT NULL REFERENCES "evidence_disposal" ("id") DEFERRABLE INITIALLY DEFERRED)
--;
CREATE TABLE "evidence_hold" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "kind" varchar(10) NOT NULL, "reference" varchar(200) NOT NULL, "reason" text NOT NULL, "entity" varchar(32) NOT NULL, "statement" bigint NULL, "review_due" date NOT NULL, "placed_at" datetime NOT NULL, "lifted_at" datetime NULL, "lift_reason" text NOT NULL, "lifted_by_id" bigint NULL REFERENCES "evidence_user" ("id") DEFERRABLE INITIALLY DEFERRED, "load_id" bigint NULL REFERENCES "evidence_loadrun" ("id") DEFERRABLE INITIALLY DEFERRED, "operation_id" bigint NOT NULL REFERENCES "evidence_operation" ("id") DEFERRABLE INITIALLY DEFERRED, "placed_by_id" bigint NOT NULL REFERENCES "evidence_user" ("id") DEFERRABLE INITIALLY DEFERRED, "source_id" bigint NULL REFERENCES "evidence_source" ("id") DEFERRABLE INITIALLY DEFERRED)
--;
CREATE TABLE "evidence_retentionreview" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "entity" varchar(32) NOT NULL, "decision" varchar(8) NOT NULL, "reason" text NOT NULL, "rule" varchar(60) NOT NULL, "rule_version" integer NOT NULL, "due_before" date NULL, "due_after" date NULL, "decided_at" datetime NOT NULL, "decided_by_id" bigint NOT NULL REFERENCES "evidence_user" ("id") DEFERRABLE INITIALLY DEFERRED, "disposal_id" bigint NULL REFERENCES "evidence_disposal" ("id") DEFERRABLE INITIALLY DEFERRED, "hold_id" bigint NULL REFERENCES "evidence_hold" ("id") DEFERRABLE INITIALLY DEFERRED, "operation_id" bigint NOT NULL REFERENCES "evidence_operation" ("id") DEFERRABLE INITIALLY DEFERRED, "source_id" bigint NULL REFERENCES "evidence_source" ("id") DEFERRABLE INITIALLY DEFERRED)
--;
CREATE TABLE "evidence_subjectexport" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "entity" varchar(32) NOT NULL, "requester" varchar(200) NOT NULL, "reference" varchar(80) NOT NULL, "state" varchar(10) NOT NULL, "drafted_at" datetime NOT NULL, "reviewed_at" datetime NULL, "approved_at" datetime NULL, "approval_note" text NOT NULL, "approved_by_id" bigint NULL REFERENCES "evidence_user" ("id") DEFERRABLE INITIALLY DEFERRED, "disclosure_id" bigint NULL REFERENCES "evidence_disclosure" ("id") DEFERRABLE INITIALLY DEFERRED, "drafted_by_id" bigint NOT NULL REFERENCES "evidence_user" ("id") DEFERRABLE INITIALLY DEFERRED, "operation_id" bigint NOT NULL REFERENCES "evidence_operation" ("id") DEFERRABLE INITIALLY DEFERRED, "reviewed_by_id" bigint NULL REFERENCES "evidence_user" ("id") DEFERRABLE INITIALLY DEFERRED)
--;
CREATE TABLE "evidence_tombstone" ("statement" bigint NOT NULL PRIMARY KEY, "digest" varchar(32) NOT NULL, "disposal_id" bigint NOT NULL REFERENCES "evidence_disposal" ("id") DEFERRABLE INITIALLY DEFERRED)
--;
CREATE TABLE "evidence_correctionnotice" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "change" varchar(10) NOT NULL, "cause" varchar(80) NOT NULL, "statements" text NOT NULL CHECK ((JSON_VALID("statements") OR "statements" IS NULL)), "entity" varchar(32) NOT NULL, "detail" varchar(200) NOT NULL, "state" varchar(12) NOT NULL, "note" text NOT NULL, "raised_at" datetime NOT NULL, "changed_at" datetime NULL, "changed_by_id" bigint NULL REFERENCES "evidence_user" ("id") DEFERRABLE INITIALLY DEFERRED, "disclosure_id" bigint NOT NULL REFERENCES "evidence_disclosure" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "notice_once_a_cause" UNIQUE ("disclosure_id", "change", "cause"))
--;
CREATE TABLE "evidence_subjectexportrow" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "number" bigint NOT NULL, "third_party" bool NOT NULL, "decision" varchar(10) NOT NULL, "exemption" varchar(60) NOT NULL, "reason" text NOT NULL, "decided_at" datetime NULL, "decided_by_id" bigint NULL REFERENCES "evidence_user" ("id") DEFERRABLE INITIALLY DEFERRED, "export_id" bigint NOT NULL REFERENCES "evidence_subjectexport" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "export_row_once" UNIQUE ("export_id", "number"))
--;
CREATE INDEX "evidence_categoryperiod_entity_id_d09b0233" ON "evidence_categoryperiod" ("entity_id")
--;
CREATE INDEX "evidence_categoryperiod_ended_by_id_6dc1cf78" ON "evidence_categoryperiod" ("ended_by_id")
--;
CREATE INDEX "evidence_categoryperiod_operation_id_73a85947" ON "evidence_categoryperiod" ("operation_id")
--;
CREATE INDEX "evidence_categoryperiod_set_by_id_359ca925" ON "evidence_categoryperiod" ("set_by_id")
--;
CREATE INDEX "evidence_disclosure_disclosed_by_id_2f8548d9" ON "evidence_disclosure" ("disclosed_by_id")
--;
CREATE INDEX "evidence_disclosure_operation_id_b669ccd8" ON "evidence_disclosure" ("operation_id")
--;
CREATE INDEX "evidence_disclosureitem_number_5bc2c1b4" ON "evidence_disclosureitem" ("number")
--;
CREATE UNIQUE INDEX "evidence_disposal_sources_disposal_id_source_id_f17f56e7_uniq" ON "evidence_disposal_sources" ("disposal_id", "source_id")
--;
CREATE INDEX "evidence_disposal_sources_disposal_id_8fce9f42" ON "evidence_disposal_sources" ("disposal_id")
--;
CREATE INDEX "evidence_disposal_sources_source_id_ec7164a5" ON "evidence_disposal_sources" ("source_id")
--;
CREATE INDEX "evidence_disposedfile_digest_4d5028d8" ON "evidence_disposedfile" ("digest")
--;
CREATE INDEX "evidence_disposedfile_disposal_id_220efa41" ON "evidence_disposedfile" ("disposal_id")
--;
CREATE INDEX "evidence_hold_lifted_by_id_dba09bfe" ON "evidence_hold" ("lifted_by_id")
--;
CREATE INDEX "evidence_hold_load_id_d1c2e56b" ON "evidence_hold" ("load_id")
--;
CREATE INDEX "evidence_hold_operation_id_93b83b91" ON "evidence_hold" ("operation_id")
--;
CREATE INDEX "evidence_hold_placed_by_id_65a93eb2" ON "evidence_hold" ("placed_by_id")
--;
CREATE INDEX "evidence_hold_source_id_ab11a601" ON "evidence_hold" ("source_id")
--;
CREATE INDEX "evidence_retentionreview_entity_e8e032e6" ON "evidence_retentionreview" ("entity")
--;
CREATE INDEX "evidence_retentionreview_decided_by_id_eef9bc25" ON "evidence_retentionreview" ("decided_by_id")
--;
CREATE INDEX "evidence_retentionreview_disposal_id_dac11a96" ON "evidence_retentionreview" ("disposal_id")
--;
CREATE INDEX "evidence_retentionreview_hold_id_80742e8f" ON "evidence_retentionreview" ("hold_id")
--;
CREATE INDEX "evidence_retentionreview_operation_id_6c1f95f0" ON "evidence_retentionreview" ("operation_id")
--;
CREATE INDEX "evidence_retentionreview_source_id_e828e964" ON "evidence_retentionreview" ("source_id")
--;
CREATE INDEX "evidence_subjectexport_entity_9bc877e3" ON "evidence_subjectexport" ("entity")
--;
CREATE INDEX "evidence_subjectexport_approved_by_id_476f5a7c" ON "evidence_subjectexport" ("approved_by_id")
--;
CREATE INDEX "evidence_subjectexport_disclosure_id_8457f668" ON "evidence_subjectexport" ("disclosure_id")
--;
CREATE INDEX "evidence_subjectexport_drafted_by_id_257aeff6" ON "evidence_subjectexport" ("drafted_by_id")
--;
CREATE INDEX "evidence_subjectexport_operation_id_02bff671" ON "evidence_subjectexport" ("operation_id")
--;
CREATE INDEX "evidence_subjectexport_reviewed_by_id_99da522c" ON "evidence_subjectexport" ("reviewed_by_id")
--;
CREATE INDEX "evidence_tombstone_digest_e27a20b0" ON "evidence_tombstone" ("digest")
--;
CREATE INDEX "evidence_tombstone_disposal_id_b8bdce2c" ON "evidence_tombstone" ("disposal_id")
--;
CREATE INDEX "evidence_correctionnotice_changed_by_id_e3fc946d" ON "evidence_correctionnotice" ("changed_by_id")
--;
CREATE INDEX "evidence_correctionnotice_disclosure_id_3a40d07d" ON "evidence_correctionnotice" ("disclosure_id")
--;
CREATE INDEX "evidence_subjectexportrow_number_f4cc2c39" ON "evidence_subjectexportrow" ("number")
--;
CREATE INDEX "evidence_subjectexportrow_decided_by_id_ee696dc8" ON "evidence_subjectexportrow" ("decided_by_id")
--;
CREATE INDEX "evidence_subjectexportrow_export_id_1080ceaa" ON "evidence_subjectexportrow" ("export_id")
--;
CREATE TABLE "evidence_auditmark" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "kind" varchar(10) NOT NULL, "at" datetime NOT NULL, "size" bigint NOT NULL, "root_hash" varchar(64) NOT NULL, "place" varchar(500) NOT NULL, "whole" bool NOT NULL)
--;
CREATE TABLE "evidence_workinghours" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "time_zone" varchar(60) NOT NULL, "first_hour" smallint unsigned NOT NULL CHECK ("first_hour" >= 0), "last_hour" smallint unsigned NOT NULL CHECK ("last_hour" >= 0), "days" varchar(7) NOT NULL, "operation_id" bigint NOT NULL UNIQUE REFERENCES "evidence_operation" ("id") DEFERRABLE INITIALLY DEFERRED)
--;
CREATE TABLE "evidence_auditentry" ("seq" bigint NOT NULL PRIMARY KEY, "at" datetime NOT NULL, "act" varchar(12) NOT NULL, "actor" varchar(150) NOT NULL, "agency" varchar(40) NOT NULL, "operation" varchar(40) NOT NULL, "justification" text NOT NULL, "count" bigint NOT NULL, "recipient" varchar(200) NOT NULL, "outcome" varchar(20) NOT NULL, "detail" text NOT NULL, "leaf_hash" varchar(64) NOT NULL, "node_hash" varchar(64) NOT NULL, "version" smallint NOT NULL, "role" varchar(20) NOT NULL, "purpose" varchar(40) NOT NULL, "basis" text NOT NULL, "object_ids" text NOT NULL)
--;
CREATE INDEX "audit_by_actor" ON "evidence_auditentry" ("actor", "at")
--;
CREATE INDEX "audit_by_operation" ON "evidence_auditentry" ("operation", "at")
--;
CREATE TABLE "evidence_regrading" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "is_rise" bool NOT NULL, "reason" text NOT NULL, "made_at" datetime NOT NULL, "after_id" bigint NOT NULL REFERENCES "evidence_marking" ("id") DEFERRABLE INITIALLY DEFERRED, "before_id" bigint NOT NULL REFERENCES "evidence_marking" ("id") DEFERRABLE INITIALLY DEFERRED, "made_by_id" bigint NOT NULL REFERENCES "evidence_user" ("id") DEFERRABLE INITIALLY DEFERRED, "new_id" bigint NOT NULL UNIQUE REFERENCES "evidence_statement" ("id") DEFERRABLE INITIALLY DEFERRED, "old_id" bigint NOT NULL UNIQUE REFERENCES "evidence_statement" ("id") DEFERRABLE INITIALLY DEFERRED, "root_id" bigint NOT NULL REFERENCES "evidence_statement" ("id") DEFERRABLE INITIALLY DEFERRED, "undoes_id" bigint NULL UNIQUE REFERENCES "evidence_regrading" ("id") DEFERRABLE INITIALLY DEFERRED)
--;
CREATE TABLE "evidence_agencycode" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "part" varchar(20) NOT NULL, "code" varchar(40) NOT NULL, "words" text NOT NULL CHECK ((JSON_VALID("words") OR "words" IS NULL)), "source" text NOT NULL, "loaded_at" datetime NOT NULL, "agency_id" bigint NOT NULL REFERENCES "evidence_agency" ("id") DEFERRABLE INITIALLY DEFERRED, "loaded_by_id" bigint NOT NULL REFERENCES "evidence_user" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "agency_code_once" UNIQUE ("agency_id", "part", "code"))
--;
CREATE INDEX "evidence_regrading_after_id_1c441412" ON "evidence_regrading" ("after_id")
--;
CREATE INDEX "evidence_regrading_before_id_58355606" ON "evidence_regrading" ("before_id")
--;
CREATE INDEX "evidence_regrading_made_by_id_6f448f5c" ON "evidence_regrading" ("made_by_id")
--;
CREATE INDEX "evidence_regrading_root_id_5bc40def" ON "evidence_regrading" ("root_id")
--;
CREATE INDEX "evidence_agencycode_agency_id_396670cd" ON "evidence_agencycode" ("agency_id")
--;
CREATE INDEX "evidence_agencycode_loaded_by_id_e380bdb6" ON "evidence_agencycode" ("loaded_by_id")
--;
CREATE TABLE "evidence_policyinforce" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "digest" varchar(64) NOT NULL, "terms" text NOT NULL CHECK ((JSON_VALID("terms") OR "terms" IS NULL)), "since" datetime NOT NULL)
--;
CREATE TABLE "evidence_operationreview" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "decision" varchar(6) NOT NULL, "reason" text NOT NULL, "reviewed_by" varchar(150) NOT NULL, "reviewed_at" datetime NOT NULL, "next_due" date NULL, "operation_id" bigint NOT NULL REFERENCES "evidence_operation" ("id") DEFERRABLE INITIALLY DEFERRED)
--;
CREATE TABLE "evidence_breakglass" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "reason" text NOT NULL, "asked_at" datetime NOT NULL, "expires_at" datetime NOT NULL, "ended_at" datetime NULL, "outcome" varchar(14) NOT NULL, "note" text NOT NULL, "reviewed_at" datetime NULL, "ended_by_id" bigint NULL REFERENCES "evidence_user" ("id") DEFERRABLE INITIALLY DEFERRED, "operation_id" bigint NOT NULL REFERENCES "evidence_operation" ("id") DEFERRABLE INITIALLY DEFERRED, "reviewed_by_id" bigint NULL REFERENCES "evidence_user" ("id") DEFERRABLE INITIALLY DEFERRED, "user_id" bigint NOT NULL REFERENCES "evidence_user" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "glass_reviewed_by_another" CHECK (NOT ("reviewed_by_id" = ("user_id") AND "reviewed_by_id" IS NOT NULL)))
--;
CREATE INDEX "evidence_operationreview_operation_id_dd3b4555" ON "evidence_operationreview" ("operation_id")
--;
CREATE INDEX "evidence_breakglass_ended_by_id_33c45614" ON "evidence_breakglass" ("ended_by_id")
--;
CREATE INDEX "evidence_breakglass_operation_id_24c26631" ON "evidence_breakglass" ("operation_id")
--;
CREATE INDEX "evidence_breakglass_reviewed_by_id_4583d2ca" ON "evidence_breakglass" ("reviewed_by_id")
--;
CREATE INDEX "evidence_breakglass_user_id_91516617" ON "evidence_breakglass" ("user_id")
--;
CREATE TABLE "evidence_candidate" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "left_id" varchar(200) NOT NULL, "right_id" varchar(200) NOT NULL, "weight" real NOT NULL, "probability" real NOT NULL, "reasons" text NOT NULL CHECK ((JSON_VALID("reasons") OR "reasons" IS NULL)), "run_id" bigint NOT NULL REFERENCES "evidence_linkrun" ("id") DEFERRABLE INITIALLY DEFERRED, "agencies" varchar(90) NOT NULL, "cut" varchar(200) NOT NULL, "languages" varchar(60) NOT NULL, "matters" text NOT NULL CHECK ((JSON_VALID("matters") OR "matters" IS NULL)), "priority" real NOT NULL, CONSTRAINT "candidate_once" UNIQUE ("run_id", "left_id", "right_id"))
--;
CREATE INDEX "evidence_candidate_left_id_f32899a1" ON "evidence_candidate" ("left_id")
--;
CREATE INDEX "evidence_candidate_right_id_0d641019" ON "evidence_candidate" ("right_id")
--;
CREATE INDEX "evidence_candidate_probability_f43465d2" ON "evidence_candidate" ("probability")
--;
CREATE INDEX "evidence_candidate_run_id_031b4391" ON "evidence_candidate" ("run_id")
--;
CREATE INDEX "candidate_place" ON "evidence_candidate" ("run_id", "priority" DESC, "id")
--;
CREATE TABLE "evidence_harmmark" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "entity_id" varchar(200) NOT NULL, "desk" varchar(40) NOT NULL, "reason" text NOT NULL, "marked_at" datetime NOT NULL, "lifted_at" datetime NULL, "lift_reason" text NOT NULL, "lifted_by_id" bigint NULL REFERENCES "evidence_user" ("id") DEFERRABLE INITIALLY DEFERRED, "marked_by_id" bigint NOT NULL REFERENCES "evidence_user" ("id") DEFERRABLE INITIALLY DEFERRED, "operation_id" bigint NOT NULL REFERENCES "evidence_operation" ("id") DEFERRABLE INITIALLY DEFERRED)
--;
CREATE INDEX "evidence_harmmark_entity_id_97589c6b" ON "evidence_harmmark" ("entity_id")
--;
CREATE INDEX "evidence_harmmark_lifted_by_id_ec4f3633" ON "evidence_harmmark" ("lifted_by_id")
--;
CREATE INDEX "evidence_harmmark_marked_by_id_ea8da771" ON "evidence_harmmark" ("marked_by_id")
--;
CREATE INDEX "evidence_harmmark_operation_id_57b7c305" ON "evidence_harmmark" ("operation_id")
--;
CREATE TABLE "evidence_reviewissue" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "kind" varchar(12) NOT NULL, "cause" varchar(20) NOT NULL, "left_id" varchar(200) NOT NULL, "right_id" varchar(200) NOT NULL, "wanted" varchar(10) NOT NULL, "events" text NOT NULL CHECK ((JSON_VALID("events") OR "events" IS NULL)), "statements_seen" text NOT NULL CHECK ((JSON_VALID("statements_seen") OR "statements_seen" IS NULL)), "rests_on" text NOT NULL CHECK ((JSON_VALID("rests_on") OR "rests_on" IS NULL)), "figures" text NOT NULL CHECK ((JSON_VALID("figures") OR "figures" IS NULL)), "raised_at" datetime NOT NULL, "settled_at" datetime NULL, "settlement" text NOT NULL, "operation_id" bigint NOT NULL REFERENCES "evidence_operation" ("id") DEFERRABLE INITIALLY DEFERRED, "raised_by_id" bigint NULL REFERENCES "evidence_user" ("id") DEFERRABLE INITIALLY DEFERRED, "settled_by_id" bigint NULL REFERENCES "evidence_user" ("id") DEFERRABLE INITIALLY DEFERRED)
--;
CREATE INDEX "evidence_reviewissue_left_id_0b7a95d2" ON "evidence_reviewissue" ("left_id")
--;
CREATE INDEX "evidence_reviewissue_right_id_8fd1e6f1" ON "evidence_reviewissue" ("right_id")
--;
CREATE INDEX "evidence_reviewissue_operation_id_5d2ef44f" ON "evidence_reviewissue" ("operation_id")
--;
CREATE INDEX "evidence_reviewissue_raised_by_id_90e4721d" ON "evidence_reviewissue" ("raised_by_id")
--;
CREATE INDEX "evidence_reviewissue_settled_by_id_3668e73f" ON "evidence_reviewissue" ("settled_by_id")
--;
CREATE INDEX "issue_open" ON "evidence_reviewissue" ("operation_id", "settled_at")
--;
CREATE TABLE "evidence_secondreading" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "left_id" varchar(200) NOT NULL, "right_id" varchar(200) NOT NULL, "answer" varchar(10) NOT NULL, "read_at" datetime NOT NULL, "reason" text NOT NULL, "statements_seen" text NOT NULL CHECK ((JSON_VALID("statements_seen") OR "statements_seen" IS NULL)), "rests_on" text NOT NULL CHECK ((JSON_VALID("rests_on") OR "rests_on" IS NULL)), "first_id" bigint NOT NULL REFERENCES "evidence_judgementevent" ("id") DEFERRABLE INITIALLY DEFERRED, "operation_id" bigint NOT NULL REFERENCES "evidence_operation" ("id") DEFERRABLE INITIALLY DEFERRED, "read_by_id" bigint NOT NULL REFERENCES "evidence_user" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "second_reading_once" UNIQUE ("first_id", "read_by_id"))
--;
CREATE INDEX "evidence_secondreading_left_id_dd2e062e" ON "evidence_secondreading" ("left_id")
--;
CREATE INDEX "evidence_secondreading_right_id_5f1ca4b4" ON "evidence_secondreading" ("right_id")
--;
CREATE INDEX "evidence_secondreading_first_id_a13c5288" ON "evidence_secondreading" ("first_id")
--;
CREATE INDEX "evidence_secondreading_operation_id_0666bf75" ON "evidence_secondreading" ("operation_id")
--;
CREATE INDEX "evidence_secondreading_read_by_id_e9f58fc7" ON "evidence_secondreading" ("read_by_id")
--;
CREATE TABLE "evidence_loadrun" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "slot" varchar(200) NOT NULL, "file_name" varchar(255) NOT NULL, "sha256" varchar(64) NOT NULL, "size" bigint NOT NULL, "layout" varchar(80) NOT NULL, "state" varchar(10) NOT NULL, "batches" integer NOT NULL, "rows_read" bigint NOT NULL, "rows_refused" bigint NOT NULL, "statements_added" bigint NOT NULL, "statements_retracted" bigint NOT NULL, "started_at" datetime NOT NULL, "finished_at" datetime NULL, "source_id" bigint NOT NULL REFERENCES "evidence_source" ("id") DEFERRABLE INITIALLY DEFERRED, "marking_id" bigint NOT NULL REFERENCES "evidence_marking" ("id") DEFERRABLE INITIALLY DEFERRED, "statements_read" bigint NOT NULL, "statements_repeated" bigint NOT NULL)
--;
CREATE INDEX "evidence_loadrun_sha256_30ba24bc" ON "evidence_loadrun" ("sha256")
--;
CREATE INDEX "evidence_loadrun_source_id_7da7deef" ON "evidence_loadrun" ("source_id")
--;
CREATE INDEX "evidence_loadrun_marking_id_28697d70" ON "evidence_loadrun" ("marking_id")
--;
CREATE INDEX "evidence_lo_source__eddb0e_idx" ON "evidence_loadrun" ("source_id", "slot")
--;
CREATE TABLE "evidence_judgementevent_answers" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "from_judgementevent_id" bigint NOT NULL REFERENCES "evidence_judgementevent" ("id") DEFERRABLE INITIALLY DEFERRED, "to_judgementevent_id" bigint NOT NULL REFERENCES "evidence_judgementevent" ("id") DEFERRABLE INITIALLY DEFERRED)
--;
CREATE TABLE "evidence_judgementevent" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "left_id" varchar(200) NOT NULL, "right_id" varchar(200) NOT NULL, "judgement" varchar(10) NOT NULL, "rule" varchar(80) NOT NULL, "made_at" datetime NOT NULL, "reason" text NOT NULL, "probability" real NULL, "weight" real NULL, "reasons" text NOT NULL CHECK ((JSON_VALID("reasons") OR "reasons" IS NULL)), "model_version" varchar(80) NOT NULL, "statements_seen" text NOT NULL CHECK ((JSON_VALID("statements_seen") OR "statements_seen" IS NULL)), "rests_on" text NOT NULL CHECK ((JSON_VALID("rests_on") OR "rests_on" IS NULL)), "made_by_id" bigint NULL REFERENCES "evidence_user" ("id") DEFERRABLE INITIALLY DEFERRED, "operation_id" bigint NOT NULL REFERENCES "evidence_operation" ("id") DEFERRABLE INITIALLY DEFERRED, "is_undo" bool DEFAULT 0 NOT NULL, "gives_way_to_id" bigint NULL REFERENCES "evidence_judgementevent" ("id") DEFERRABLE INITIALLY DEFERRED, "withdraws_id" bigint NULL UNIQUE REFERENCES "evidence_judgementevent" ("id") DEFERRABLE INITIALLY DEFERRED, "confirms_id" bigint NULL REFERENCES "evidence_judgementevent" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "judgement_has_a_maker" CHECK (("made_by_id" IS NOT NULL OR NOT ("rule" = ''))))
--;
CREATE UNIQUE INDEX "evidence_judgementevent_answers_from_judgementevent_id_to_judgementevent_id_11a639a9_uniq" ON "evidence_judgementevent_answers" ("from_judgementevent_id", "to_judgementevent_id")
--;
CREATE INDEX "evidence_judgementevent_answers_from_judgementevent_id_bc05c930" ON "evidence_judgementevent_answers" ("from_judgementevent_id")
--;
CREATE INDEX "evidence_judgementevent_answers_to_judgementevent_id_b235c416" ON "evidence_judgementevent_answers" ("to_judgementevent_id")
--;
CREATE INDEX "evidence_judgementevent_left_id_e39fdace" ON "evidence_judgementevent" ("left_id")
--;
CREATE INDEX "evidence_judgementevent_right_id_c71356d1" ON "evidence_judgementevent" ("right_id")
--;
CREATE INDEX "evidence_judgementevent_made_by_id_6cea044c" ON "evidence_judgementevent" ("made_by_id")
--;
CREATE INDEX "evidence_judgementevent_operation_id_e1aab460" ON "evidence_judgementevent" ("operation_id")
--;
CREATE INDEX "evidence_judgementevent_gives_way_to_id_305240eb" ON "evidence_judgementevent" ("gives_way_to_id")
--;
CREATE INDEX "evidence_judgementevent_confirms_id_070b5df7" ON "evidence_judgementevent" ("confirms_id")
--;
CREATE INDEX "judgement_by_people" ON "evidence_judgementevent" ("operation_id", "id") WHERE "made_by_id" IS NOT NULL
--;
CREATE INDEX "judgement_of_kind" ON "evidence_judgementevent" ("judgement", "operation_id")
--;
CREATE TABLE "evidence_watchentry_told" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "watchentry_id" bigint NOT NULL REFERENCES "evidence_watchentry" ("id") DEFERRABLE INITIALLY DEFERRED, "user_id" bigint NOT NULL REFERENCES "evidence_user" ("id") DEFERRABLE INITIALLY DEFERRED)
--;
CREATE TABLE "evidence_watchalert" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "entity_id" varchar(200) NOT NULL, "digest" varchar(32) NOT NULL, "probability" real NOT NULL, "raised_at" datetime NOT NULL, "state" varchar(12) NOT NULL, "answered_at" datetime NULL, "answer_reason" text NOT NULL, "answered_by_id" bigint NULL REFERENCES "evidence_user" ("id") DEFERRABLE INITIALLY DEFERRED, "entry_id" bigint NOT NULL REFERENCES "evidence_watchentry" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "one_alert_a_match" UNIQUE ("entry_id", "entity_id", "digest"))
--;
CREATE UNIQUE INDEX "evidence_watchentry_told_watchentry_id_user_id_6eab8ccd_uniq" ON "evidence_watchentry_told" ("watchentry_id", "user_id")
--;
CREATE INDEX "evidence_watchentry_told_watchentry_id_db10cef0" ON "evidence_watchentry_told" ("watchentry_id")
--;
CREATE INDEX "evidence_watchentry_told_user_id_a7a7d40d" ON "evidence_watchentry_told" ("user_id")
--;
CREATE INDEX "evidence_watchalert_entity_id_133615bb" ON "evidence_watchalert" ("entity_id")
--;
CREATE INDEX "evidence_watchalert_answered_by_id_88d37864" ON "evidence_watchalert" ("answered_by_id")
--;
CREATE INDEX "evidence_watchalert_entry_id_47aa57c1" ON "evidence_watchalert" ("entry_id")
--;
CREATE TABLE "evidence_linkrun" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "started_at" datetime NOT NULL, "finished_at" datetime NULL, "model_version" varchar(80) NOT NULL, "plan" text NOT NULL CHECK ((JSON_VALID("plan") OR "plan" IS NULL)), "parameters" text NOT NULL CHECK ((JSON_VALID("parameters") OR "parameters" IS NULL)), "guard" text NOT NULL CHECK ((JSON_VALID("guard") OR "guard" IS NULL)), "records" integer NOT NULL, "operation_id" bigint NOT NULL REFERENCES "evidence_operation" ("id") DEFERRABLE INITIALLY DEFERRED, "parts" text NOT NULL CHECK ((JSON_VALID("parts") OR "parts" IS NULL)), "counts" text NOT NULL CHECK ((JSON_VALID("counts") OR "counts" IS NULL)), "fingerprint" varchar(64) NOT NULL, "superseded" bool DEFAULT 0 NOT NULL, "base_id" bigint NULL REFERENCES "evidence_linkrun" ("id") DEFERRABLE INITIALLY DEFERRED)
--;
CREATE INDEX "evidence_linkrun_operation_id_ef68fb59" ON "evidence_linkrun" ("operation_id")
--;
CREATE INDEX "evidence_linkrun_base_id_d3b97c3e" ON "evidence_linkrun" ("base_id")
--;
CREATE TABLE "evidence_savedchart" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "name" varchar(120) NOT NULL, "made_at" datetime NOT NULL, "made_by_id" bigint NOT NULL REFERENCES "evidence_user" ("id") DEFERRABLE INITIALLY DEFERRED, "operation_id" bigint NOT NULL REFERENCES "evidence_operation" ("id") DEFERRABLE INITIALLY DEFERRED)
--;
CREATE TABLE "evidence_chartversion" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "number" integer unsigned NOT NULL CHECK ("number" >= 0), "saved_at" datetime NOT NULL, "content" text NOT NULL CHECK ((JSON_VALID("content") OR "content" IS NULL)), "saved_by_id" bigint NOT NULL REFERENCES "evidence_user" ("id") DEFERRABLE INITIALLY DEFERRED, "chart_id" bigint NOT NULL REFERENCES "evidence_savedchart" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "chart_version_once" UNIQUE ("chart_id", "number"))
--;
CREATE INDEX "evidence_savedchart_made_by_id_2a6cd86e" ON "evidence_savedchart" ("made_by_id")
--;
CREATE INDEX "evidence_savedchart_operation_id_a562933b" ON "evidence_savedchart" ("operation_id")
--;
CREATE INDEX "evidence_chartversion_saved_by_id_80b19aef" ON "evidence_chartversion" ("saved_by_id")
--;
CREATE INDEX "evidence_chartversion_chart_id_19c514a3" ON "evidence_chartversion" ("chart_id")
--;
CREATE TABLE "evidence_watchentry" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "kind" varchar(10) NOT NULL, "value" varchar(200) NOT NULL, "at_least" real NOT NULL, "category" varchar(20) NOT NULL, "ground" varchar(15) NOT NULL, "reason" text NOT NULL, "expires" date NOT NULL, "review_due" date NOT NULL, "muted_until" date NULL, "placed_at" datetime NOT NULL, "removed_at" datetime NULL, "remove_reason" text NOT NULL, "agency_id" bigint NOT NULL REFERENCES "evidence_agency" ("id") DEFERRABLE INITIALLY DEFERRED, "operation_id" bigint NOT NULL REFERENCES "evidence_operation" ("id") DEFERRABLE INITIALLY DEFERRED, "placed_by_id" bigint NOT NULL REFERENCES "evidence_user" ("id") DEFERRABLE INITIALLY DEFERRED, "removed_by_id" bigint NULL REFERENCES "evidence_user" ("id") DEFERRABLE INITIALLY DEFERRED, "call" varchar(40) NOT NULL)
--;
CREATE INDEX "evidence_watchentry_agency_id_9872d952" ON "evidence_watchentry" ("agency_id")
--;
CREATE INDEX "evidence_watchentry_operation_id_8db87259" ON "evidence_watchentry" ("operation_id")
--;
CREATE INDEX "evidence_watchentry_placed_by_id_63ada8cf" ON "evidence_watchentry" ("placed_by_id")
--;
CREATE INDEX "evidence_watchentry_removed_by_id_dcfd0d9e" ON "evidence_watchentry" ("removed_by_id")
--;
CREATE INDEX "watch_standing" ON "evidence_watchentry" ("operation_id", "removed_at")
--;
CREATE TABLE "evidence_frontlinefile" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "number" varchar(32) NOT NULL UNIQUE, "post" varchar(100) NOT NULL, "expires" date NOT NULL, "log_key" varchar(64) NOT NULL, "made_at" datetime NOT NULL, "agency_id" bigint NOT NULL REFERENCES "evidence_agency" ("id") DEFERRABLE INITIALLY DEFERRED, "made_by_id" bigint NOT NULL REFERENCES "evidence_user" ("id") DEFERRABLE INITIALLY DEFERRED, "operation_id" bigint NOT NULL REFERENCES "evidence_operation" ("id") DEFERRABLE INITIALLY DEFERRED)
--;
CREATE TABLE "evidence_frontlinecheck" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "line" integer NULL, "digest" varchar(64) NOT NULL, "at" datetime NOT NULL, "hit" bool NOT NULL, "operation_id" bigint NOT NULL REFERENCES "evidence_operation" ("id") DEFERRABLE INITIALLY DEFERRED, "user_id" bigint NULL REFERENCES "evidence_user" ("id") DEFERRABLE INITIALLY DEFERRED, "file_id" bigint NULL REFERENCES "evidence_frontlinefile" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "one_check_a_line" UNIQUE ("file_id", "line"))
--;
CREATE INDEX "evidence_frontlinefile_agency_id_5c440428" ON "evidence_frontlinefile" ("agency_id")
--;
CREATE INDEX "evidence_frontlinefile_made_by_id_63010650" ON "evidence_frontlinefile" ("made_by_id")
--;
CREATE INDEX "evidence_frontlinefile_operation_id_f118657e" ON "evidence_frontlinefile" ("operation_id")
--;
CREATE INDEX "evidence_frontlinecheck_operation_id_70a74892" ON "evidence_frontlinecheck" ("operation_id")
--;
CREATE INDEX "evidence_frontlinecheck_user_id_a3ccc860" ON "evidence_frontlinecheck" ("user_id")
--;
CREATE INDEX "evidence_frontlinecheck_file_id_9549c207" ON "evidence_frontlinecheck" ("file_id")
--;
CREATE INDEX "check_by_user" ON "evidence_frontlinecheck" ("user_id", "at")
--;
CREATE TABLE "evidence_task" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "kind" varchar(20) NOT NULL, "left_id" varchar(200) NOT NULL, "right_id" varchar(200) NOT NULL, "state" varchar(10) NOT NULL, "due" date NULL, "answer" varchar(12) NOT NULL, "rests_on" text NOT NULL CHECK ((JSON_VALID("rests_on") OR "rests_on" IS NULL)), "figures" text NOT NULL CHECK ((JSON_VALID("figures") OR "figures" IS NULL)), "agency_id" bigint NOT NULL REFERENCES "evidence_agency" ("id") DEFERRABLE INITIALLY DEFERRED, "operation_id" bigint NOT NULL REFERENCES "evidence_operation" ("id") DEFERRABLE INITIALLY DEFERRED)
--;
CREATE TABLE "evidence_taskstep" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "state" varchar(10) NOT NULL, "due" date NULL, "answer" varchar(12) NOT NULL, "words" text NOT NULL, "at" datetime NOT NULL, "by_id" bigint NOT NULL REFERENCES "evidence_user" ("id") DEFERRABLE INITIALLY DEFERRED, "task_id" bigint NOT NULL REFERENCES "evidence_task" ("id") DEFERRABLE INITIALLY DEFERRED)
--;
CREATE INDEX "task_state" ON "evidence_task" ("operation_id", "state")
--;
CREATE INDEX "evidence_task_left_id_98fb6251" ON "evidence_task" ("left_id")
--;
CREATE INDEX "evidence_task_right_id_621c5c5b" ON "evidence_task" ("right_id")
--;
CREATE INDEX "evidence_task_agency_id_41224644" ON "evidence_task" ("agency_id")
--;
CREATE INDEX "evidence_task_operation_id_8064cb9a" ON "evidence_task" ("operation_id")
--;
CREATE INDEX "evidence_taskstep_by_id_dbf0013b" ON "evidence_taskstep" ("by_id")
--;
CREATE INDEX "evidence_taskstep_task_id_029f4d4f" ON "evidence_taskstep" ("task_id")
--;
CREATE TABLE "evidence_routefigure" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "series" varchar(40) NOT NULL, "measure" varchar(40) NOT NULL, "route" varchar(120) NOT NULL, "nationality" varchar(80) NOT NULL, "period" varchar(10) NOT NULL, "value" bigint NOT NULL, "load_id" bigint NOT NULL REFERENCES "evidence_loadrun" ("id") DEFERRABLE INITIALLY DEFERRED, "part_id" bigint NOT NULL REFERENCES "evidence_loadpart" ("id") DEFERRABLE INITIALLY DEFERRED)
--;
CREATE INDEX "evidence_routefigure_load_id_de340ea8" ON "evidence_routefigure" ("load_id")
--;
CREATE INDEX "evidence_routefigure_part_id_ab77ef27" ON "evidence_routefigure" ("part_id")
--;
CREATE INDEX "evidence_ro_part_id_024bb3_idx" ON "evidence_routefigure" ("part_id", "series", "period")
--;
CREATE TABLE "evidence_disposal" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "scope" varchar(10) NOT NULL, "entity" varchar(32) NOT NULL, "targets" text NOT NULL CHECK ((JSON_VALID("targets") OR "targets" IS NULL)), "rule" varchar(60) NOT NULL, "rule_version" integer NOT NULL, "reason" text NOT NULL, "requested_at" datetime NOT NULL, "state" varchar(10) NOT NULL, "position" bigint NOT NULL, "statements" bigint NOT NULL, "entities" bigint NOT NULL, "held" bigint NOT NULL, "judgements" bigint NOT NULL, "candidates" bigint NOT NULL, "refused_rows" bigint NOT NULL, "notices" bigint NOT NULL, "finished_at" datetime NULL, "readmitted_at" datetime NULL, "readmission_reason" text NOT NULL, "load_id" bigint NULL REFERENCES "evidence_loadrun" ("id") DEFERRABLE INITIALLY DEFERRED, "operation_id" bigint NOT NULL REFERENCES "evidence_operation" ("id") DEFERRABLE INITIALLY DEFERRED, "readmitted_by_id" bigint NULL REFERENCES "evidence_user" ("id") DEFERRABLE INITIALLY DEFERRED, "requested_by_id" bigint NOT NULL REFERENCES "evidence_user" ("id") DEFERRABLE INITIALLY DEFERRED, "source_id" bigint NULL REFERENCES "evidence_source" ("id") DEFERRABLE INITIALLY DEFERRED, "figures" bigint NOT NULL)
--;
CREATE INDEX "evidence_disposal_state_a8a0a1a6" ON "evidence_disposal" ("state")
--;
CREATE INDEX "evidence_disposal_load_id_50b207d3" ON "evidence_disposal" ("load_id")
--;
CREATE INDEX "evidence_disposal_operation_id_a888778b" ON "evidence_disposal" ("operation_id")
--;
CREATE INDEX "evidence_disposal_readmitted_by_id_1a745c05" ON "evidence_disposal" ("readmitted_by_id")
--;
CREATE INDEX "evidence_disposal_requested_by_id_44a6bb7b" ON "evidence_disposal" ("requested_by_id")
--;
CREATE INDEX "evidence_disposal_source_id_4f19543c" ON "evidence_disposal" ("source_id")
--;
CREATE TABLE "evidence_indicatorrelease" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "desk" varchar(20) NOT NULL, "first" date NOT NULL, "last" date NOT NULL, "made_at" datetime NOT NULL, "made_by" varchar(150) NOT NULL, "withdrawn_at" datetime NULL, "withdrawn_by" varchar(150) NOT NULL, "withdrawn_why" text NOT NULL, "agency_id" bigint NOT NULL REFERENCES "evidence_agency" ("id") DEFERRABLE INITIALLY DEFERRED, "operation_id" bigint NOT NULL REFERENCES "evidence_operation" ("id") DEFERRABLE INITIALLY DEFERRED)
--;
CREATE UNIQUE INDEX "indicator_period_once" ON "evidence_indicatorrelease" ("operation_id", "agency_id", "desk", "first", "last") WHERE "withdrawn_at" IS NULL
--;
CREATE TABLE "evidence_indicator" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "code" varchar(40) NOT NULL, "by" varchar(20) NOT NULL, "group" varchar(40) NOT NULL, "number" integer unsigned NULL CHECK ("number" >= 0), "value" decimal NULL, "hidden" bool NOT NULL, "release_id" bigint NOT NULL REFERENCES "evidence_indicatorrelease" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "indicator_row_once" UNIQUE ("release_id", "code", "by", "group"))
--;
CREATE INDEX "evidence_indicatorrelease_agency_id_3b83b779" ON "evidence_indicatorrelease" ("agency_id")
--;
CREATE INDEX "evidence_indicatorrelease_operation_id_4f3d9cf9" ON "evidence_indicatorrelease" ("operation_id")
--;
CREATE INDEX "evidence_indicator_release_id_076bfad0" ON "evidence_indicator" ("release_id")
--;
CREATE TABLE "evidence_outgoingpackage" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "reference" varchar(32) NOT NULL UNIQUE, "kind" varchar(10) NOT NULL, "about" varchar(64) NOT NULL, "answers" varchar(32) NOT NULL, "body" text NOT NULL CHECK ((JSON_VALID("body") OR "body" IS NULL)), "basis" varchar(20) NOT NULL, "purpose" text NOT NULL, "prepared_at" datetime NOT NULL, "note_digest" varchar(64) NOT NULL, "released_at" datetime NULL, "state" varchar(10) NOT NULL, "message" varchar(32) NOT NULL, "settled_at" datetime NULL, "words" text NOT NULL, "holder_id" bigint NOT NULL REFERENCES "evidence_agency" ("id") DEFERRABLE INITIALLY DEFERRED, "note_read_by_id" bigint NULL REFERENCES "evidence_user" ("id") DEFERRABLE INITIALLY DEFERRED, "operation_id" bigint NOT NULL REFERENCES "evidence_operation" ("id") DEFERRABLE INITIALLY DEFERRED, "prepared_by_id" bigint NOT NULL REFERENCES "evidence_user" ("id") DEFERRABLE INITIALLY DEFERRED, "recipient_id" bigint NOT NULL REFERENCES "evidence_agency" ("id") DEFERRABLE INITIALLY DEFERRED, "released_by_id" bigint NULL REFERENCES "evidence_user" ("id") DEFERRABLE INITIALLY DEFERRED)
--;
CREATE TABLE "evidence_incomingpackage" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "reference" varchar(32) NOT NULL, "kind" varchar(10) NOT NULL, "signer" varchar(150) NOT NULL, "answers" varchar(32) NOT NULL, "body" text NOT NULL CHECK ((JSON_VALID("body") OR "body" IS NULL)), "sent_at" datetime NOT NULL, "received_at" datetime NOT NULL, "state" varchar(10) NOT NULL, "about" varchar(64) NOT NULL, "decided_at" datetime NULL, "words" text NOT NULL, "decided_by_id" bigint NULL REFERENCES "evidence_user" ("id") DEFERRABLE INITIALLY DEFERRED, "holder_id" bigint NOT NULL REFERENCES "evidence_agency" ("id") DEFERRABLE INITIALLY DEFERRED, "operation_id" bigint NOT NULL REFERENCES "evidence_operation" ("id") DEFERRABLE INITIALLY DEFERRED, "sender_id" bigint NOT NULL REFERENCES "evidence_agency" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "incoming_package_once" UNIQUE ("sender_id", "reference"))
--;
CREATE INDEX "evidence_outgoingpackage_about_cacd4cc4" ON "evidence_outgoingpackage" ("about")
--;
CREATE INDEX "evidence_outgoingpackage_answers_9ce3e3e1" ON "evidence_outgoingpackage" ("answers")
--;
CREATE INDEX "evidence_outgoingpackage_state_a95637e8" ON "evidence_outgoingpackage" ("state")
--;
CREATE INDEX "evidence_outgoingpackage_message_0b9f033b" ON "evidence_outgoingpackage" ("message")
--;
CREATE INDEX "evidence_outgoingpackage_holder_id_497b3558" ON "evidence_outgoingpackage" ("holder_id")
--;
CREATE INDEX "evidence_outgoingpackage_note_read_by_id_01e1c84c" ON "evidence_outgoingpackage" ("note_read_by_id")
--;
CREATE INDEX "evidence_outgoingpackage_operation_id_40c1baad" ON "evidence_outgoingpackage" ("operation_id")
--;
CREATE INDEX "evidence_outgoingpackage_prepared_by_id_44889975" ON "evidence_outgoingpackage" ("prepared_by_id")
--;
CREATE INDEX "evidence_outgoingpackage_recipient_id_18195a65" ON "evidence_outgoingpackage" ("recipient_id")
--;
CREATE INDEX "evidence_outgoingpackage_released_by_id_f99ef8d5" ON "evidence_outgoingpackage" ("released_by_id")
--;
CREATE INDEX "evidence_incomingpackage_answers_1e77bca9" ON "evidence_incomingpackage" ("answers")
--;
CREATE INDEX "evidence_incomingpackage_state_a15d201f" ON "evidence_incomingpackage" ("state")
--;
CREATE INDEX "evidence_incomingpackage_about_6260ca7e" ON "evidence_incomingpackage" ("about")
--;
CREATE INDEX "evidence_incomingpackage_decided_by_id_bd2814f5" ON "evidence_incomingpackage" ("decided_by_id")
--;
CREATE INDEX "evidence_incomingpackage_holder_id_d32c0ffb" ON "evidence_incomingpackage" ("holder_id")
--;
CREATE INDEX "evidence_incomingpackage_operation_id_6e4c3c76" ON "evidence_incomingpackage" ("operation_id")
--;
CREATE INDEX "evidence_incomingpackage_sender_id_20c290bd" ON "evidence_incomingpackage" ("sender_id")
--;
CREATE TABLE "campaign_import" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "reference" varchar(16) NOT NULL UNIQUE, "at" datetime NOT NULL, "file_name" varchar(255) NOT NULL, "sha256" varchar(64) NOT NULL, "size" bigint unsigned NOT NULL CHECK ("size" >= 0), "form" varchar(20) NOT NULL, "lawful_basis" text NOT NULL, "dpia" varchar(500) NOT NULL, "keep_until" date NOT NULL, "hold" text NOT NULL, "posts" integer unsigned NOT NULL CHECK ("posts" >= 0), "known" integer unsigned NOT NULL CHECK ("known" >= 0), "bad" integer unsigned NOT NULL CHECK ("bad" >= 0), "wordless" integer unsigned NOT NULL CHECK ("wordless" >= 0), "other_fields" text NOT NULL CHECK ((JSON_VALID("other_fields") OR "other_fields" IS NULL)), "passed_over" text NOT NULL CHECK ((JSON_VALID("passed_over") OR "passed_over" IS NULL)), "read_to" text NOT NULL CHECK ((JSON_VALID("read_to") OR "read_to" IS NULL)), "disposed_at" datetime NULL, "disposed_by" varchar(150) NOT NULL, "disposed_why" text NOT NULL, "agency_id" bigint NOT NULL REFERENCES "evidence_agency" ("id") DEFERRABLE INITIALLY DEFERRED, "by_id" bigint NOT NULL REFERENCES "evidence_user" ("id") DEFERRABLE INITIALLY DEFERRED, "operation_id" bigint NOT NULL REFERENCES "evidence_operation" ("id") DEFERRABLE INITIALLY DEFERRED)
--;
CREATE TABLE "campaign_badrow" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "place" varchar(120) NOT NULL, "problem" varchar(300) NOT NULL, "remedy" varchar(300) NOT NULL, "imported_id" bigint NOT NULL REFERENCES "campaign_import" ("id") DEFERRABLE INITIALLY DEFERRED)
--;
CREATE TABLE "campaign_postselector" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "kind" varchar(10) NOT NULL, "value" varchar(200) NOT NULL, "second" varchar(200) NOT NULL, "amount" decimal NULL, "start" integer unsigned NOT NULL CHECK ("start" >= 0), "end" integer unsigned NOT NULL CHECK ("end" >= 0), "rule" varchar(200) NOT NULL, "guessed" bool NOT NULL, "post_id" bigint NOT NULL REFERENCES "campaign_post" ("id") DEFERRABLE INITIALLY DEFERRED)
--;
CREATE TABLE "campaign_channel" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "platform" varchar(20) NOT NULL, "ref" varchar(120) NOT NULL, "name" varchar(300) NOT NULL, "is_person" bool NOT NULL, "agency_id" bigint NOT NULL REFERENCES "evidence_agency" ("id") DEFERRABLE INITIALLY DEFERRED, "operation_id" bigint NOT NULL REFERENCES "evidence_operation" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "channel_once" UNIQUE ("operation_id", "agency_id", "platform", "ref"))
--;
CREATE INDEX "campaign_import_agency_id_45b2607d" ON "campaign_import" ("agency_id")
--;
CREATE INDEX "campaign_import_by_id_38313c2a" ON "campaign_import" ("by_id")
--;
CREATE INDEX "campaign_import_operation_id_76b2df83" ON "campaign_import" ("operation_id")
--;
CREATE INDEX "campaign_badrow_imported_id_cd3788e7" ON "campaign_badrow" ("imported_id")
--;
CREATE INDEX "campaign_postselector_post_id_8d5bd589" ON "campaign_postselector" ("post_id")
--;
CREATE INDEX "campaign_channel_agency_id_5b4f46cb" ON "campaign_channel" ("agency_id")
--;
CREATE INDEX "campaign_channel_operation_id_c2908a15" ON "campaign_channel" ("operation_id")
--;
CREATE INDEX "import_keep_until" ON "campaign_import" ("operation_id", "agency_id", "keep_until")
--;
CREATE INDEX "import_file" ON "campaign_import" ("operation_id", "agency_id", "sha256")
--;
CREATE TABLE "campaign_post" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "ref" varchar(120) NOT NULL, "at" datetime NULL, "text" text NOT NULL, "author" varchar(32) NOT NULL, "reply_to" varchar(120) NOT NULL, "views" bigint unsigned NULL CHECK ("views" >= 0), "likes" bigint unsigned NULL CHECK ("likes" >= 0), "shares" bigint unsigned NULL CHECK ("shares" >= 0), "comments" bigint unsigned NULL CHECK ("comments" >= 0), "other" text NOT NULL CHECK ((JSON_VALID("other") OR "other" IS NULL)), "language" varchar(8) NOT NULL, "language_probability" real NULL, "is_advert" bool NULL, "advert_probability" real NULL, "services" text NOT NULL CHECK ((JSON_VALID("services") OR "services" IS NULL)), "advert_why" text NOT NULL CHECK ((JSON_VALID("advert_why") OR "advert_why" IS NULL)), "operator" varchar(40) NOT NULL, "template" varchar(40) NOT NULL, "myth" varchar(16) NOT NULL, "myth_score" real NULL, "myth_why" text NOT NULL CHECK ((JSON_VALID("myth_why") OR "myth_why" IS NULL)), "matched" bool NOT NULL, "agency_id" bigint NOT NULL REFERENCES "evidence_agency" ("id") DEFERRABLE INITIALLY DEFERRED, "channel_id" bigint NOT NULL REFERENCES "campaign_channel" ("id") DEFERRABLE INITIALLY DEFERRED, "imported_id" bigint NOT NULL REFERENCES "campaign_import" ("id") DEFERRABLE INITIALLY DEFERRED, "operation_id" bigint NOT NULL REFERENCES "evidence_operation" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "post_once" UNIQUE ("channel_id", "ref"))
--;
CREATE INDEX "campaign_post_channel_id_21b4852b" ON "campaign_post" ("channel_id")
--;
CREATE INDEX "campaign_post_imported_id_8a282391" ON "campaign_post" ("imported_id")
--;
CREATE INDEX "post_at" ON "campaign_post" ("operation_id", "agency_id", "at")
--;
CREATE INDEX "post_advert" ON "campaign_post" ("operation_id", "agency_id", "is_advert", "at")
--;
CREATE INDEX "post_myth" ON "campaign_post" ("operation_id", "agency_id", "myth", "at")
--;
CREATE INDEX "post_operator" ON "campaign_post" ("operation_id", "agency_id", "operator", "at")
--;
CREATE INDEX "post_template" ON "campaign_post" ("operation_id", "agency_id", "template")
--;
CREATE INDEX "post_language" ON "campaign_post" ("operation_id", "agency_id", "language", "at")
--;
CREATE INDEX "selector_value" ON "campaign_postselector" ("kind", "value")
--;
CREATE TABLE "campaign_madeproduct" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "kind" varchar(12) NOT NULL, "sha256" varchar(64) NOT NULL, "made_at" datetime NOT NULL, "made_by_id" bigint NOT NULL REFERENCES "evidence_user" ("id") DEFERRABLE INITIALLY DEFERRED, "version_id" bigint NOT NULL REFERENCES "campaign_answerversion" ("id") DEFERRABLE INITIALLY DEFERRED)
--;
CREATE TABLE "campaign_myth" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "reference" varchar(16) NOT NULL UNIQUE, "key" varchar(60) NOT NULL, "topic" varchar(10) NOT NULL, "origin" varchar(10) NOT NULL, "made_at" datetime NOT NULL, "retired_at" datetime NULL, "retired_why" text NOT NULL, "agency_id" bigint NOT NULL REFERENCES "evidence_agency" ("id") DEFERRABLE INITIALLY DEFERRED, "made_by_id" bigint NOT NULL REFERENCES "evidence_user" ("id") DEFERRABLE INITIALLY DEFERRED, "operation_id" bigint NOT NULL REFERENCES "evidence_operation" ("id") DEFERRABLE INITIALLY DEFERRED)
--;
CREATE INDEX "campaign_madeproduct_made_by_id_38762bdd" ON "campaign_madeproduct" ("made_by_id")
--;
CREATE INDEX "campaign_madeproduct_version_id_0ddc498e" ON "campaign_madeproduct" ("version_id")
--;
CREATE INDEX "campaign_myth_agency_id_45a94c96" ON "campaign_myth" ("agency_id")
--;
CREATE INDEX "campaign_myth_made_by_id_cec140a7" ON "campaign_myth" ("made_by_id")
--;
CREATE INDEX "campaign_myth_operation_id_6efd3fa9" ON "campaign_myth" ("operation_id")
--;
CREATE TABLE "campaign_variant" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "language" varchar(8) NOT NULL, "text" text NOT NULL, "is_claim" bool NOT NULL, "drafted" varchar(10) NOT NULL, "added_at" datetime NOT NULL, "added_by_id" bigint NOT NULL REFERENCES "evidence_user" ("id") DEFERRABLE INITIALLY DEFERRED, "myth_id" bigint NOT NULL REFERENCES "campaign_myth" ("id") DEFERRABLE INITIALLY DEFERRED)
--;
CREATE TABLE "campaign_answersignature" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "part" varchar(14) NOT NULL, "digest" varchar(64) NOT NULL, "stated" text NOT NULL, "at" datetime NOT NULL, "withdrawn_at" datetime NULL, "why" text NOT NULL, "by_id" bigint NOT NULL REFERENCES "evidence_user" ("id") DEFERRABLE INITIALLY DEFERRED, "withdrawn_by_id" bigint NULL REFERENCES "evidence_user" ("id") DEFERRABLE INITIALLY DEFERRED, "version_id" bigint NOT NULL REFERENCES "campaign_answerversion" ("id") DEFERRABLE INITIALLY DEFERRED)
--;
CREATE UNIQUE INDEX "myth_loaded_once" ON "campaign_myth" ("operation_id", "agency_id", "key") WHERE NOT ("key" = '')
--;
CREATE TABLE "campaign_answerversion" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "language" varchar(8) NOT NULL, "number" integer unsigned NOT NULL CHECK ("number" >= 0), "content" text NOT NULL CHECK ((JSON_VALID("content") OR "content" IS NULL)), "drafted" varchar(10) NOT NULL, "note" text NOT NULL, "made_at" datetime NOT NULL, "author_id" bigint NOT NULL REFERENCES "evidence_user" ("id") DEFERRABLE INITIALLY DEFERRED, "myth_id" bigint NOT NULL REFERENCES "campaign_myth" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "answer_version_once" UNIQUE ("myth_id", "language", "number"))
--;
CREATE INDEX "campaign_variant_added_by_id_ecf72299" ON "campaign_variant" ("added_by_id")
--;
CREATE INDEX "campaign_variant_myth_id_193fc659" ON "campaign_variant" ("myth_id")
--;
CREATE UNIQUE INDEX "one_signature_a_part" ON "campaign_answersignature" ("version_id", "part") WHERE "withdrawn_at" IS NULL
--;
CREATE UNIQUE INDEX "one_part_a_signer" ON "campaign_answersignature" ("version_id", "by_id") WHERE "withdrawn_at" IS NULL
--;
CREATE INDEX "campaign_answersignature_by_id_7774b23c" ON "campaign_answersignature" ("by_id")
--;
CREATE INDEX "campaign_answersignature_withdrawn_by_id_26097fdb" ON "campaign_answersignature" ("withdrawn_by_id")
--;
CREATE INDEX "campaign_answersignature_version_id_4e2ea1d1" ON "campaign_answersignature" ("version_id")
--;
CREATE INDEX "campaign_answerversion_author_id_60813bd9" ON "campaign_answerversion" ("author_id")
--;
CREATE INDEX "campaign_answerversion_myth_id_8cd3c87b" ON "campaign_answerversion" ("myth_id")
--;
CREATE UNIQUE INDEX "one_claim_a_language" ON "campaign_variant" ("myth_id", "language") WHERE "is_claim"
--;
CREATE TRIGGER campaign_answerversion_stays BEFORE UPDATE ON campaign_answerversion WHEN 1 = 1 BEGIN SELECT RAISE(ABORT, 'what was written or signed is never changed'); END
--;
CREATE TRIGGER campaign_answersignature_stays BEFORE UPDATE ON campaign_answersignature WHEN OLD.withdrawn_at IS NOT NULL OR NEW.version_id <> OLD.version_id OR NEW.part <> OLD.part OR NEW.by_id <> OLD.by_id OR NEW.digest <> OLD.digest OR NEW.stated <> OLD.stated OR NEW.at <> OLD.at BEGIN SELECT RAISE(ABORT, 'what was written or signed is never changed'); END
--;
CREATE TABLE "campaign_claim" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "reference" varchar(16) NOT NULL UNIQUE, "state" varchar(8) NOT NULL, "myth" varchar(16) NOT NULL, "why" text NOT NULL, "at" datetime NULL, "agency_id" bigint NOT NULL REFERENCES "evidence_agency" ("id") DEFERRABLE INITIALLY DEFERRED, "by_id" bigint NULL REFERENCES "evidence_user" ("id") DEFERRABLE INITIALLY DEFERRED, "operation_id" bigint NOT NULL REFERENCES "evidence_operation" ("id") DEFERRABLE INITIALLY DEFERRED)
--;
CREATE TABLE "campaign_claimpost" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "claim_id" bigint NOT NULL REFERENCES "campaign_claim" ("id") DEFERRABLE INITIALLY DEFERRED, "post_id" bigint NOT NULL UNIQUE REFERENCES "campaign_post" ("id") DEFERRABLE INITIALLY DEFERRED)
--;
CREATE INDEX "claim_state" ON "campaign_claim" ("operation_id", "agency_id", "state")
--;
CREATE INDEX "campaign_claim_agency_id_3ba8aa20" ON "campaign_claim" ("agency_id")
--;
CREATE INDEX "campaign_claim_by_id_9e0a47de" ON "campaign_claim" ("by_id")
--;
CREATE INDEX "campaign_claim_operation_id_e54558fd" ON "campaign_claim" ("operation_id")
--;
CREATE INDEX "campaign_claimpost_claim_id_577e1178" ON "campaign_claimpost" ("claim_id")
--;
CREATE TABLE "campaign_referral" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "reference" varchar(16) NOT NULL UNIQUE, "at" datetime NOT NULL, "platform" varchar(40) NOT NULL, "subject" varchar(60) NOT NULL, "what" varchar(500) NOT NULL, "address" varchar(500) NOT NULL, "basis" varchar(10) NOT NULL, "ground" varchar(500) NOT NULL, "sent_on" date NOT NULL, "sent_by" varchar(150) NOT NULL, "platform_reference" varchar(120) NOT NULL, "outcome" varchar(10) NOT NULL, "agency_id" bigint NOT NULL REFERENCES "evidence_agency" ("id") DEFERRABLE INITIALLY DEFERRED, "by_id" bigint NOT NULL REFERENCES "evidence_user" ("id") DEFERRABLE INITIALLY DEFERRED, "operation_id" bigint NOT NULL REFERENCES "evidence_operation" ("id") DEFERRABLE INITIALLY DEFERRED)
--;
CREATE TABLE "campaign_referralstep" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "at" datetime NOT NULL, "on" date NOT NULL, "outcome" varchar(10) NOT NULL, "seen_again" bool NOT NULL, "address" varchar(500) NOT NULL, "post" bigint unsigned NULL CHECK ("post" >= 0), "note" text NOT NULL, "by_id" bigint NOT NULL REFERENCES "evidence_user" ("id") DEFERRABLE INITIALLY DEFERRED, "referral_id" bigint NOT NULL REFERENCES "campaign_referral" ("id") DEFERRABLE INITIALLY DEFERRED)
--;
CREATE TABLE "campaign_advertacceptance" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "at" datetime NOT NULL, "subject" varchar(60) NOT NULL, "source" varchar(60) NOT NULL, "entity" varchar(200) NOT NULL, "grade" varchar(2) NOT NULL, "handling" varchar(1) NOT NULL, "why" text NOT NULL, "selectors" text NOT NULL CHECK ((JSON_VALID("selectors") OR "selectors" IS NULL)), "posts" integer unsigned NOT NULL CHECK ("posts" >= 0), "agency_id" bigint NOT NULL REFERENCES "evidence_agency" ("id") DEFERRABLE INITIALLY DEFERRED, "by_id" bigint NOT NULL REFERENCES "evidence_user" ("id") DEFERRABLE INITIALLY DEFERRED, "operation_id" bigint NOT NULL REFERENCES "evidence_operation" ("id") DEFERRABLE INITIALLY DEFERRED)
--;
CREATE INDEX "referral_subject" ON "campaign_referral" ("operation_id", "agency_id", "subject")
--;
CREATE INDEX "campaign_referral_agency_id_63c4f772" ON "campaign_referral" ("agency_id")
--;
CREATE INDEX "campaign_referral_by_id_459d3600" ON "campaign_referral" ("by_id")
--;
CREATE INDEX "campaign_referral_operation_id_67e65600" ON "campaign_referral" ("operation_id")
--;
CREATE INDEX "campaign_referralstep_by_id_5f321513" ON "campaign_referralstep" ("by_id")
--;
CREATE INDEX "campaign_referralstep_referral_id_fa47f41d" ON "campaign_referralstep" ("referral_id")
--;
CREATE INDEX "campaign_advertacceptance_agency_id_98b574dc" ON "campaign_advertacceptance" ("agency_id")
--;
CREATE INDEX "campaign_advertacceptance_by_id_805c8340" ON "campaign_advertacceptance" ("by_id")
--;
CREATE INDEX "campaign_advertacceptance_operation_id_cfc8315e" ON "campaign_advertacceptance" ("operation_id")
--;
CREATE INDEX "acceptance_subject" ON "campaign_advertacceptance" ("operation_id", "agency_id", "subject")
--;
CREATE TABLE "campaign_clusterkeep" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "state" BLOB NOT NULL, "at" datetime NOT NULL, "agency_id" bigint NOT NULL REFERENCES "evidence_agency" ("id") DEFERRABLE INITIALLY DEFERRED, "operation_id" bigint NOT NULL REFERENCES "evidence_operation" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "clusters_once" UNIQUE ("operation_id", "agency_id"))
--;
CREATE INDEX "campaign_clusterkeep_agency_id_49d6f09c" ON "campaign_clusterkeep" ("agency_id")
--;
CREATE INDEX "campaign_clusterkeep_operation_id_790e3dfc" ON "campaign_clusterkeep" ("operation_id")
--;
CREATE TABLE "campaign_plan" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "reference" varchar(16) NOT NULL UNIQUE, "made_at" datetime NOT NULL, "title" varchar(200) NOT NULL, "sponsor" varchar(200) NOT NULL, "audience" text NOT NULL, "channels" text NOT NULL, "why_here" text NOT NULL, "outcome" varchar(300) NOT NULL, "change" decimal NOT NULL, "budget" decimal NOT NULL, "currency" varchar(3) NOT NULL, "first" date NOT NULL, "weeks" smallint unsigned NOT NULL CHECK ("weeks" >= 0), "waves" smallint unsigned NOT NULL CHECK ("waves" >= 0), "weeks_between" smallint unsigned NOT NULL CHECK ("weeks_between" >= 0), "seed" varchar(64) NOT NULL, "sealed_at" datetime NULL, "sealed_by" varchar(150) NOT NULL, "digest" varchar(64) NOT NULL, "agency_id" bigint NOT NULL REFERENCES "evidence_agency" ("id") DEFERRABLE INITIALLY DEFERRED, "made_by_id" bigint NOT NULL REFERENCES "evidence_user" ("id") DEFERRABLE INITIALLY DEFERRED, "operation_id" bigint NOT NULL REFERENCES "evidence_operation" ("id") DEFERRABLE INITIALLY DEFERRED, "counted_to" date NULL)
--;
CREATE TABLE "campaign_planmeasure" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "week" date NOT NULL, "kind" varchar(12) NOT NULL, "value" decimal NOT NULL, "plan_id" bigint NOT NULL REFERENCES "campaign_plan" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "plan_measure_once" UNIQUE ("plan_id", "week", "kind"))
--;
CREATE TABLE "campaign_planplace" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "name" varchar(120) NOT NULL, "district" varchar(120) NOT NULL, "wave" smallint unsigned NULL CHECK ("wave" >= 0), "plan_id" bigint NOT NULL REFERENCES "campaign_plan" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "plan_place_once" UNIQUE ("plan_id", "name"))
--;
CREATE INDEX "campaign_plan_agency_id_bc89ec82" ON "campaign_plan" ("agency_id")
--;
CREATE INDEX "campaign_plan_made_by_id_476dac97" ON "campaign_plan" ("made_by_id")
--;
CREATE INDEX "campaign_plan_operation_id_f72f77cf" ON "campaign_plan" ("operation_id")
--;
CREATE INDEX "campaign_planmeasure_plan_id_b2d64b8b" ON "campaign_planmeasure" ("plan_id")
--;
CREATE INDEX "campaign_planplace_plan_id_3f476216" ON "campaign_planplace" ("plan_id")
--;
CREATE TABLE "campaign_plancount" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "week" date NOT NULL, "count" integer unsigned NOT NULL CHECK ("count" >= 0), "place_id" bigint NOT NULL REFERENCES "campaign_planplace" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "plan_count_once" UNIQUE ("place_id", "week"))
--;
CREATE INDEX "campaign_plancount_place_id_3e33c750" ON "campaign_plancount" ("place_id")
--;
CREATE TABLE "campaign_plananswers" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "question" varchar(40) NOT NULL, "is_after" bool NOT NULL, "asked" integer unsigned NOT NULL CHECK ("asked" >= 0), "so" integer unsigned NOT NULL CHECK ("so" >= 0), "place_id" bigint NOT NULL REFERENCES "campaign_planplace" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "plan_answers_once" UNIQUE ("place_id", "question", "is_after"))
--;
CREATE INDEX "campaign_plananswers_place_id_f96d59b3" ON "campaign_plananswers" ("place_id")
--;
CREATE TABLE "exchange_texttranslation" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "kind" varchar(20) NOT NULL, "reference" varchar(64) NOT NULL, "field" varchar(20) NOT NULL, "original" varchar(64) NOT NULL, "language" varchar(12) NOT NULL, "words" text NOT NULL, "by" varchar(150) NOT NULL, "at" datetime NOT NULL, "agency_id" bigint NOT NULL REFERENCES "evidence_agency" ("id") DEFERRABLE INITIALLY DEFERRED, "by_user_id" bigint NULL REFERENCES "evidence_user" ("id") DEFERRABLE INITIALLY DEFERRED)
--;
CREATE INDEX "exchange_texttranslation_agency_id_1ed2b359" ON "exchange_texttranslation" ("agency_id")
--;
CREATE INDEX "exchange_texttranslation_by_user_id_b13c980d" ON "exchange_texttranslation" ("by_user_id")
--;
CREATE INDEX "translation_of_text" ON "exchange_texttranslation" ("kind", "reference")
--;
CREATE TABLE "exchange_programtoken" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "role" varchar(20) NOT NULL, "name" varchar(100) NOT NULL, "doors" text NOT NULL CHECK ((JSON_VALID("doors") OR "doors" IS NULL)), "handle" varchar(16) NOT NULL UNIQUE, "digest" varchar(64) NOT NULL, "made_at" datetime NOT NULL, "made_by" varchar(150) NOT NULL, "expires_at" datetime NOT NULL, "revoked_at" datetime NULL, "revoked_by" varchar(150) NOT NULL, "last_used_at" datetime NULL, "operation_id" bigint NOT NULL REFERENCES "evidence_operation" ("id") DEFERRABLE INITIALLY DEFERRED, "user_id" bigint NOT NULL REFERENCES "evidence_user" ("id") DEFERRABLE INITIALLY DEFERRED)
--;
CREATE INDEX "exchange_programtoken_operation_id_de2ca617" ON "exchange_programtoken" ("operation_id")
--;
CREATE INDEX "exchange_programtoken_user_id_660abf06" ON "exchange_programtoken" ("user_id")
--;
CREATE TABLE "exchange_outmessage" ("id" varchar(32) NOT NULL PRIMARY KEY, "kind" varchar(40) NOT NULL, "body" text NOT NULL CHECK ((JSON_VALID("body") OR "body" IS NULL)), "signer" varchar(150) NOT NULL, "in_reply_to" varchar(32) NOT NULL, "operation" varchar(40) NOT NULL, "created_at" datetime NOT NULL, "expires_at" datetime NOT NULL)
--;
CREATE TABLE "exchange_node" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "address" varchar(200) NOT NULL, "made_at" datetime NOT NULL, "agency_id" bigint NOT NULL UNIQUE REFERENCES "evidence_agency" ("id") DEFERRABLE INITIALLY DEFERRED)
--;
CREATE TABLE "exchange_partner" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "address" varchar(200) NOT NULL, "tls_certificate" text NOT NULL, "signing_key" varchar(64) NOT NULL, "sealing_key" varchar(120) NOT NULL, "state" varchar(10) NOT NULL, "pinned_by" varchar(150) NOT NULL, "pinned_at" datetime NOT NULL, "revoked_by" varchar(150) NOT NULL, "revoked_at" datetime NULL, "agency_id" bigint NOT NULL UNIQUE REFERENCES "evidence_agency" ("id") DEFERRABLE INITIALLY DEFERRED)
--;
CREATE TABLE "exchange_inmessage" ("number" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "id" varchar(32) NOT NULL, "signer" varchar(150) NOT NULL, "kind" varchar(40) NOT NULL, "body" text NOT NULL CHECK ((JSON_VALID("body") OR "body" IS NULL)), "in_reply_to" varchar(32) NOT NULL, "operation" varchar(40) NOT NULL, "sent_at" datetime NOT NULL, "expires_at" datetime NOT NULL, "received_at" datetime NOT NULL, "sha256" varchar(64) NOT NULL, "outcome" varchar(40) NOT NULL, "words" text NOT NULL, "receipt_due" bool NOT NULL, "sender_id" bigint NOT NULL REFERENCES "exchange_partner" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "exchange_in_message" UNIQUE ("sender_id", "id"))
--;
CREATE TABLE "exchange_delivery" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "signed" text NOT NULL, "state" varchar(10) NOT NULL, "tries" integer unsigned NOT NULL CHECK ("tries" >= 0), "outcome" varchar(40) NOT NULL, "last_error" text NOT NULL, "at" datetime NOT NULL, "message_id" varchar(32) NOT NULL REFERENCES "exchange_outmessage" ("id") DEFERRABLE INITIALLY DEFERRED, "partner_id" bigint NOT NULL REFERENCES "exchange_partner" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "exchange_delivery_once" UNIQUE ("message_id", "partner_id"))
--;
CREATE TABLE "exchange_partnersigner" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "name" varchar(150) NOT NULL, "key" varchar(64) NOT NULL, "first_seen_at" datetime NOT NULL, "revoked_at" datetime NULL, "partner_id" bigint NOT NULL REFERENCES "exchange_partner" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "exchange_signer" UNIQUE ("partner_id", "name", "key"))
--;
CREATE INDEX "exchange_outmessage_in_reply_to_e81c28be" ON "exchange_outmessage" ("in_reply_to")
--;
CREATE INDEX "exchange_partner_state_27923682" ON "exchange_partner" ("state")
--;
CREATE INDEX "exchange_inmessage_id_877b43e4" ON "exchange_inmessage" ("id")
--;
CREATE INDEX "exchange_inmessage_in_reply_to_b532b671" ON "exchange_inmessage" ("in_reply_to")
--;
CREATE INDEX "exchange_inmessage_sender_id_f9e6da08" ON "exchange_inmessage" ("sender_id")
--;
CREATE INDEX "exchange_delivery_state_e0ab3e1d" ON "exchange_delivery" ("state")
--;
CREATE INDEX "exchange_delivery_message_id_bce10b26" ON "exchange_delivery" ("message_id")
--;
CREATE INDEX "exchange_delivery_partner_id_6a795354" ON "exchange_delivery" ("partner_id")
--;
CREATE INDEX "exchange_partnersigner_partner_id_eed84abb" ON "exchange_partnersigner" ("partner_id")
--;
CREATE TABLE "exchange_jointtask" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "reference" varchar(32) NOT NULL UNIQUE, "is_ours" bool NOT NULL, "kind" varchar(10) NOT NULL, "what" text NOT NULL, "why" text NOT NULL, "language" varchar(12) NOT NULL, "handling" varchar(1) NOT NULL, "condition" text NOT NULL, "wanted_by" date NULL, "kept_at" datetime NULL, "state" varchar(10) NOT NULL, "due" date NULL, "answer" varchar(12) NOT NULL, "operation_id" bigint NOT NULL REFERENCES "evidence_operation" ("id") DEFERRABLE INITIALLY DEFERRED, "partner_id" bigint NOT NULL REFERENCES "evidence_agency" ("id") DEFERRABLE INITIALLY DEFERRED, "plan_task_id" bigint NULL REFERENCES "evidence_task" ("id") DEFERRABLE INITIALLY DEFERRED)
--;
CREATE INDEX "joint_task_state" ON "exchange_jointtask" ("operation_id", "state")
--;
CREATE TABLE "exchange_jointstep" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "side" varchar(5) NOT NULL, "number" smallint unsigned NOT NULL CHECK ("number" >= 0), "state" varchar(10) NOT NULL, "due" date NULL, "answer" varchar(12) NOT NULL, "words" text NOT NULL, "language" varchar(12) NOT NULL, "by" varchar(150) NOT NULL, "at" datetime NOT NULL, "message" varchar(32) NOT NULL, "by_user_id" bigint NULL REFERENCES "evidence_user" ("id") DEFERRABLE INITIALLY DEFERRED, "task_id" bigint NOT NULL REFERENCES "exchange_jointtask" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "joint_step_once" UNIQUE ("task_id", "side", "number"))
--;
CREATE INDEX "exchange_jointtask_operation_id_80c26741" ON "exchange_jointtask" ("operation_id")
--;
CREATE INDEX "exchange_jointtask_partner_id_d7382870" ON "exchange_jointtask" ("partner_id")
--;
CREATE INDEX "exchange_jointtask_plan_task_id_59a258c6" ON "exchange_jointtask" ("plan_task_id")
--;
CREATE INDEX "exchange_jointstep_by_user_id_77ea7e61" ON "exchange_jointstep" ("by_user_id")
--;
CREATE INDEX "exchange_jointstep_task_id_a7918db1" ON "exchange_jointstep" ("task_id")
--;
CREATE TABLE "exchange_taxiicollection" ("id" char(32) NOT NULL PRIMARY KEY, "kind" varchar(6) NOT NULL, "state" varchar(64) NOT NULL, "last_added" datetime NULL, "agency_id" bigint NULL REFERENCES "evidence_agency" ("id") DEFERRABLE INITIALLY DEFERRED, "operation_id" bigint NOT NULL REFERENCES "evidence_operation" ("id") DEFERRABLE INITIALLY DEFERRED, "user_id" bigint NULL REFERENCES "evidence_user" ("id") DEFERRABLE INITIALLY DEFERRED, "loaded_at" datetime NULL)
--;
CREATE TABLE "exchange_taxiistatus" ("id" char(32) NOT NULL PRIMARY KEY, "asked_at" datetime NOT NULL, "body" text NOT NULL CHECK ((JSON_VALID("body") OR "body" IS NULL)), "collection_id" char(32) NOT NULL REFERENCES "exchange_taxiicollection" ("id") DEFERRABLE INITIALLY DEFERRED)
--;
CREATE UNIQUE INDEX "seen_once_a_reader" ON "exchange_taxiicollection" ("operation_id", "user_id") WHERE "kind" = 'seen'
--;
CREATE UNIQUE INDEX "handed_once_an_agency" ON "exchange_taxiicollection" ("operation_id", "agency_id") WHERE "kind" = 'handed'
--;
CREATE INDEX "exchange_taxiicollection_agency_id_5bb7ba7e" ON "exchange_taxiicollection" ("agency_id")
--;
CREATE INDEX "exchange_taxiicollection_operation_id_cce89170" ON "exchange_taxiicollection" ("operation_id")
--;
CREATE INDEX "exchange_taxiicollection_user_id_deefb08a" ON "exchange_taxiicollection" ("user_id")
--;
CREATE INDEX "exchange_taxiistatus_collection_id_8e084465" ON "exchange_taxiistatus" ("collection_id")
--;
CREATE TABLE "exchange_taxiiobject" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "stix_id" varchar(300) NOT NULL, "kind" varchar(250) NOT NULL, "version" datetime NOT NULL, "created" datetime NULL, "added_at" datetime NOT NULL, "entity" varchar(32) NOT NULL, "digest" varchar(64) NOT NULL, "body" text NULL CHECK ((JSON_VALID("body") OR "body" IS NULL)), "gone" bool NOT NULL, "collection_id" char(32) NOT NULL REFERENCES "exchange_taxiicollection" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "version_once_a_collection" UNIQUE ("collection_id", "stix_id", "version"), CONSTRAINT "added_one_by_one" UNIQUE ("collection_id", "added_at"))
--;
CREATE INDEX "exchange_taxiiobject_collection_id_bc495c2d" ON "exchange_taxiiobject" ("collection_id")
--;
CREATE TABLE "exchange_partnerhead" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "size" bigint NOT NULL, "root" varchar(64) NOT NULL, "signed_at" varchar(40) NOT NULL, "signature" varchar(128) NOT NULL, "key" text NOT NULL, "standing" varchar(10) NOT NULL, "received_at" datetime NOT NULL, "partner_id" bigint NOT NULL REFERENCES "exchange_partner" ("id") DEFERRABLE INITIALLY DEFERRED)
--;
CREATE INDEX "exchange_partnerhead_partner_id_c48afa70" ON "exchange_partnerhead" ("partner_id")
--;
CREATE TABLE "exchange_blindadmitted" ("query" varchar(64) NOT NULL PRIMARY KEY, "day" date NOT NULL)
--;
CREATE TABLE "exchange_blindcounter" ("name" varchar(64) NOT NULL PRIMARY KEY, "used" bigint NOT NULL, "day" date NOT NULL)
--;
CREATE TABLE "exchange_deconflictiondesk" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "call" varchar(200) NOT NULL, "set_at" datetime NOT NULL, "operation_id" bigint NOT NULL UNIQUE REFERENCES "evidence_operation" ("id") DEFERRABLE INITIALLY DEFERRED, "set_by_id" bigint NOT NULL REFERENCES "evidence_user" ("id") DEFERRABLE INITIALLY DEFERRED)
--;
CREATE TABLE "exchange_heldtag" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "tag" bigint NOT NULL, "record" varchar(200) NOT NULL, "index_id" bigint NOT NULL REFERENCES "exchange_heldindex" ("id") DEFERRABLE INITIALLY DEFERRED)
--;
CREATE TABLE "exchange_blindquery" ("id" varchar(32) NOT NULL PRIMARY KEY, "index_purpose" varchar(8) NOT NULL, "kind" varchar(10) NOT NULL, "epoch" integer NOT NULL, "state" varchar(10) NOT NULL, "legal_basis" text NOT NULL, "purpose" text NOT NULL, "necessity" text NOT NULL, "asked_at" datetime NOT NULL, "subjects" text NOT NULL CHECK ((JSON_VALID("subjects") OR "subjects" IS NULL)), "blinds" BLOB NOT NULL, "openings" BLOB NOT NULL, "commitment" varchar(64) NOT NULL, "digest" varchar(64) NOT NULL, "size" integer NOT NULL, "asked_for" integer NOT NULL, "hits" integer NOT NULL, "things_hit" integer NOT NULL, "rule" varchar(200) NOT NULL, "answered_at" datetime NULL, "asked_by_id" bigint NULL REFERENCES "evidence_user" ("id") DEFERRABLE INITIALLY DEFERRED, "authorized_by_id" bigint NULL REFERENCES "evidence_user" ("id") DEFERRABLE INITIALLY DEFERRED, "operation_id" bigint NULL REFERENCES "evidence_operation" ("id") DEFERRABLE INITIALLY DEFERRED, "partner_id" bigint NOT NULL REFERENCES "evidence_agency" ("id") DEFERRABLE INITIALLY DEFERRED)
--;
CREATE TABLE "exchange_blindsuspension" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "officer" varchar(150) NOT NULL, "named" varchar(150) NOT NULL, "reason" varchar(200) NOT NULL, "query" varchar(64) NOT NULL, "since" datetime NOT NULL, "lifted_at" datetime NULL, "lift_reason" text NOT NULL, "agency_id" bigint NOT NULL REFERENCES "evidence_agency" ("id") DEFERRABLE INITIALLY DEFERRED, "lifted_by_id" bigint NULL REFERENCES "evidence_user" ("id") DEFERRABLE INITIALLY DEFERRED, "told_by_id" bigint NULL REFERENCES "evidence_agency" ("id") DEFERRABLE INITIALLY DEFERRED)
--;
CREATE TABLE "exchange_blindticket" ("reference" varchar(32) NOT NULL PRIMARY KEY, "side" varchar(5) NOT NULL, "kind" varchar(10) NOT NULL, "epoch" integer NOT NULL, "query" varchar(32) NOT NULL, "state" varchar(10) NOT NULL, "label" text NOT NULL, "shown" text NOT NULL CHECK ((JSON_VALID("shown") OR "shown" IS NULL)), "records" text NOT NULL CHECK ((JSON_VALID("records") OR "records" IS NULL)), "bound" real NULL, "grounds" text NOT NULL CHECK ((JSON_VALID("grounds") OR "grounds" IS NULL)), "created_at" datetime NOT NULL, "our_verdict" varchar(10) NOT NULL, "our_words" text NOT NULL, "our_call" varchar(200) NOT NULL, "our_at" datetime NULL, "their_verdict" varchar(10) NOT NULL, "their_words" text NOT NULL, "their_call" varchar(200) NOT NULL, "their_officer" varchar(150) NOT NULL, "their_at" datetime NULL, "operation_id" bigint NOT NULL REFERENCES "evidence_operation" ("id") DEFERRABLE INITIALLY DEFERRED, "our_officer_id" bigint NULL REFERENCES "evidence_user" ("id") DEFERRABLE INITIALLY DEFERRED, "partner_id" bigint NOT NULL REFERENCES "evidence_agency" ("id") DEFERRABLE INITIALLY DEFERRED)
--;
CREATE TABLE "exchange_deconflictionnotice" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "reference" varchar(32) NOT NULL, "record" varchar(200) NOT NULL, "kind" varchar(10) NOT NULL, "call" varchar(200) NOT NULL, "raised_at" datetime NOT NULL, "seen_at" datetime NULL, "operation_id" bigint NOT NULL REFERENCES "evidence_operation" ("id") DEFERRABLE INITIALLY DEFERRED, "partner_id" bigint NOT NULL REFERENCES "evidence_agency" ("id") DEFERRABLE INITIALLY DEFERRED, "seen_by_id" bigint NULL REFERENCES "evidence_user" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "notice_once" UNIQUE ("operation_id", "partner_id", "record", "kind"))
--;
CREATE TABLE "exchange_heldindex" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "purpose" varchar(8) NOT NULL, "kind" varchar(10) NOT NULL, "epoch" integer NOT NULL, "public" BLOB NOT NULL, "saved" BLOB NOT NULL, "parts" text NOT NULL CHECK ((JSON_VALID("parts") OR "parts" IS NULL)), "decoys" text NOT NULL CHECK ((JSON_VALID("decoys") OR "decoys" IS NULL)), "as_of" datetime NOT NULL, "partner_id" bigint NOT NULL REFERENCES "evidence_agency" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "held_index_once" UNIQUE ("partner_id", "purpose", "kind", "epoch"))
--;
CREATE INDEX "exchange_deconflictiondesk_set_by_id_fdb71509" ON "exchange_deconflictiondesk" ("set_by_id")
--;
CREATE INDEX "exchange_heldtag_index_id_2edb8b0e" ON "exchange_heldtag" ("index_id")
--;
CREATE INDEX "exchange_blindquery_asked_by_id_35d34e0f" ON "exchange_blindquery" ("asked_by_id")
--;
CREATE INDEX "exchange_blindquery_authorized_by_id_ed18e71e" ON "exchange_blindquery" ("authorized_by_id")
--;
CREATE INDEX "exchange_blindquery_operation_id_459b3a05" ON "exchange_blindquery" ("operation_id")
--;
CREATE INDEX "exchange_blindquery_partner_id_6d7dee20" ON "exchange_blindquery" ("partner_id")
--;
CREATE INDEX "blind_query_of" ON "exchange_blindquery" ("operation_id", "asked_at")
--;
CREATE INDEX "exchange_blindsuspension_agency_id_5fdc0b30" ON "exchange_blindsuspension" ("agency_id")
--;
CREATE INDEX "exchange_blindsuspension_lifted_by_id_0d81489e" ON "exchange_blindsuspension" ("lifted_by_id")
--;
CREATE INDEX "exchange_blindsuspension_told_by_id_fa5385cb" ON "exchange_blindsuspension" ("told_by_id")
--;
CREATE INDEX "suspension_of" ON "exchange_blindsuspension" ("agency_id", "officer")
--;
CREATE INDEX "exchange_blindticket_operation_id_d2b4d217" ON "exchange_blindticket" ("operation_id")
--;
CREATE INDEX "exchange_blindticket_our_officer_id_60e8f59c" ON "exchange_blindticket" ("our_officer_id")
--;
CREATE INDEX "exchange_blindticket_partner_id_a6c90609" ON "exchange_blindticket" ("partner_id")
--;
CREATE INDEX "blind_ticket_state" ON "exchange_blindticket" ("operation_id", "state")
--;
CREATE INDEX "exchange_deconflictionnotice_operation_id_eea8ef7d" ON "exchange_deconflictionnotice" ("operation_id")
--;
CREATE INDEX "exchange_deconflictionnotice_partner_id_9af9fd8e" ON "exchange_deconflictionnotice" ("partner_id")
--;
CREATE INDEX "exchange_deconflictionnotice_seen_by_id_bb02e661" ON "exchange_deconflictionnotice" ("seen_by_id")
--;
CREATE INDEX "exchange_heldindex_partner_id_7a6f10a2" ON "exchange_heldindex" ("partner_id")
--;
CREATE INDEX "held_tag" ON "exchange_heldtag" ("index_id", "tag")
--;
CREATE INDEX "held_record" ON "exchange_heldtag" ("index_id", "record")
--;
CREATE TABLE "exchange_indexpiece" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "purpose" varchar(8) NOT NULL, "kind" varchar(10) NOT NULL, "epoch" integer NOT NULL, "number" integer NOT NULL, "is_whole" bool NOT NULL, "place" integer NOT NULL, "pieces" integer NOT NULL, "public" BLOB NOT NULL, "decoys" text NOT NULL CHECK ((JSON_VALID("decoys") OR "decoys" IS NULL)), "content" BLOB NOT NULL, "holder_id" bigint NOT NULL REFERENCES "evidence_agency" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "index_piece_once" UNIQUE ("holder_id", "purpose", "kind", "epoch", "number", "is_whole", "place"))
--;
CREATE INDEX "exchange_indexpiece_holder_id_72ca12f1" ON "exchange_indexpiece" ("holder_id")
--;
CREATE TABLE "exchange_partnerindex" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "purpose" varchar(8) NOT NULL, "kind" varchar(10) NOT NULL, "epoch" integer NOT NULL, "public" BLOB NOT NULL, "saved" BLOB NOT NULL, "decoys" text NOT NULL CHECK ((JSON_VALID("decoys") OR "decoys" IS NULL)), "changed_at" datetime NOT NULL, "holder_id" bigint NOT NULL REFERENCES "evidence_agency" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "partner_index_once" UNIQUE ("holder_id", "purpose", "kind", "epoch"))
--;
CREATE INDEX "exchange_partnerindex_holder_id_d5f1e19c" ON "exchange_partnerindex" ("holder_id")
--;
CREATE TABLE "exchange_packageevent_notices" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "packageevent_id" bigint NOT NULL REFERENCES "exchange_packageevent" ("id") DEFERRABLE INITIALLY DEFERRED, "correctionnotice_id" bigint NOT NULL REFERENCES "evidence_correctionnotice" ("id") DEFERRABLE INITIALLY DEFERRED)
--;
CREATE TABLE "exchange_requeststep" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "state" varchar(10) NOT NULL, "words" text NOT NULL, "by" varchar(150) NOT NULL, "at" datetime NOT NULL, "agency_id" bigint NOT NULL REFERENCES "evidence_agency" ("id") DEFERRABLE INITIALLY DEFERRED, "by_user_id" bigint NULL REFERENCES "evidence_user" ("id") DEFERRABLE INITIALLY DEFERRED, "request_id" bigint NOT NULL REFERENCES "exchange_informationrequest" ("id") DEFERRABLE INITIALLY DEFERRED)
--;
CREATE TABLE "exchange_riskassessment" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "reference" varchar(80) NOT NULL, "death_penalty" varchar(10) NOT NULL, "ill_treatment" varchar(10) NOT NULL, "assurances" text NOT NULL, "reasoning" text NOT NULL, "assessed_on" date NOT NULL, "valid_until" date NOT NULL, "agreed_at" datetime NULL, "agency_id" bigint NOT NULL REFERENCES "evidence_agency" ("id") DEFERRABLE INITIALLY DEFERRED, "agreed_by_id" bigint NULL REFERENCES "evidence_user" ("id") DEFERRABLE INITIALLY DEFERRED, "assessed_by_id" bigint NOT NULL REFERENCES "evidence_user" ("id") DEFERRABLE INITIALLY DEFERRED)
--;
CREATE TABLE "exchange_transferrecord" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "is_relevant_authority" bool NOT NULL, "section" varchar(4) NOT NULL, "limb" varchar(12) NOT NULL, "reasoning" text NOT NULL, "onward_terms" text NOT NULL, "instrument" text NOT NULL, "test_by" varchar(150) NOT NULL, "test_at" datetime NULL, "individual_case" bool NOT NULL, "rights_considered" bool NOT NULL, "is_eu_origin" bool NOT NULL, "eu_origin_authorisation" varchar(200) NOT NULL, "description" text NOT NULL, "made_at" datetime NOT NULL, "agency_id" bigint NOT NULL REFERENCES "evidence_agency" ("id") DEFERRABLE INITIALLY DEFERRED, "assessment_id" bigint NULL REFERENCES "exchange_riskassessment" ("id") DEFERRABLE INITIALLY DEFERRED, "made_by_id" bigint NOT NULL REFERENCES "evidence_user" ("id") DEFERRABLE INITIALLY DEFERRED, "operation_id" bigint NOT NULL REFERENCES "evidence_operation" ("id") DEFERRABLE INITIALLY DEFERRED)
--;
CREATE TABLE "exchange_informationrequest" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "reference" varchar(32) NOT NULL, "is_ours" bool NOT NULL, "ticket" varchar(64) NOT NULL, "what" text NOT NULL, "why" text NOT NULL, "legal_basis" text NOT NULL, "purpose" varchar(14) NOT NULL, "action" varchar(12) NOT NULL, "identifiers" text NOT NULL CHECK ((JSON_VALID("identifiers") OR "identifiers" IS NULL)), "deadline" date NOT NULL, "state" varchar(10) NOT NULL, "asked_by" varchar(150) NOT NULL, "asked_at" datetime NOT NULL, "language" varchar(12) NOT NULL, "message" varchar(32) NOT NULL, "holder_id" bigint NOT NULL REFERENCES "evidence_agency" ("id") DEFERRABLE INITIALLY DEFERRED, "operation_id" bigint NOT NULL REFERENCES "evidence_operation" ("id") DEFERRABLE INITIALLY DEFERRED, "partner_id" bigint NOT NULL REFERENCES "evidence_agency" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "request_once_a_side" UNIQUE ("reference", "holder_id"))
--;
CREATE UNIQUE INDEX "exchange_packageevent_notices_packageevent_id_correctionnotice_id_2ad22620_uniq" ON "exchange_packageevent_notices" ("packageevent_id", "correctionnotice_id")
--;
CREATE INDEX "exchange_packageevent_notices_packageevent_id_32eae698" ON "exchange_packageevent_notices" ("packageevent_id")
--;
CREATE INDEX "exchange_packageevent_notices_correctionnotice_id_23c73fc5" ON "exchange_packageevent_notices" ("correctionnotice_id")
--;
CREATE INDEX "exchange_requeststep_agency_id_2d6cfecb" ON "exchange_requeststep" ("agency_id")
--;
CREATE INDEX "exchange_requeststep_by_user_id_854abab1" ON "exchange_requeststep" ("by_user_id")
--;
CREATE INDEX "exchange_requeststep_request_id_7432f174" ON "exchange_requeststep" ("request_id")
--;
CREATE INDEX "exchange_riskassessment_agency_id_ae402fa6" ON "exchange_riskassessment" ("agency_id")
--;
CREATE INDEX "exchange_riskassessment_agreed_by_id_cce2a568" ON "exchange_riskassessment" ("agreed_by_id")
--;
CREATE INDEX "exchange_riskassessment_assessed_by_id_a774aa0f" ON "exchange_riskassessment" ("assessed_by_id")
--;
CREATE INDEX "exchange_transferrecord_agency_id_98a70b4a" ON "exchange_transferrecord" ("agency_id")
--;
CREATE INDEX "exchange_transferrecord_assessment_id_6dd0c218" ON "exchange_transferrecord" ("assessment_id")
--;
CREATE INDEX "exchange_transferrecord_made_by_id_a7d13914" ON "exchange_transferrecord" ("made_by_id")
--;
CREATE INDEX "exchange_transferrecord_operation_id_6d7fd7c6" ON "exchange_transferrecord" ("operation_id")
--;
CREATE INDEX "exchange_informationrequest_holder_id_d4c76aeb" ON "exchange_informationrequest" ("holder_id")
--;
CREATE INDEX "exchange_informationrequest_operation_id_8202844e" ON "exchange_informationrequest" ("operation_id")
--;
CREATE INDEX "exchange_informationrequest_partner_id_b01d78eb" ON "exchange_informationrequest" ("partner_id")
--;
CREATE INDEX "request_state" ON "exchange_informationrequest" ("operation_id", "state")
--;
CREATE TABLE "exchange_packagerow" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "number" bigint NOT NULL, "item" varchar(32) NOT NULL UNIQUE, "choice" varchar(10) NOT NULL, "reason" text NOT NULL, "sanitised" text NOT NULL, "condition" text NOT NULL, "condition_until" date NULL, "is_recalled" bool NOT NULL, "decided_at" datetime NULL, "decided_by_id" bigint NULL REFERENCES "evidence_user" ("id") DEFERRABLE INITIALLY DEFERRED, "package_id" bigint NOT NULL REFERENCES "exchange_package" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "package_row_once" UNIQUE ("package_id", "number"))
--;
CREATE INDEX "exchange_packagerow_number_946b81d2" ON "exchange_packagerow" ("number")
--;
CREATE INDEX "exchange_packagerow_decided_by_id_77cdf9fb" ON "exchange_packagerow" ("decided_by_id")
--;
CREATE INDEX "exchange_packagerow_package_id_978f84b5" ON "exchange_packagerow" ("package_id")
--;
CREATE TABLE "exchange_receivedpackage" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "reference" varchar(32) NOT NULL, "body" text NOT NULL CHECK ((JSON_VALID("body") OR "body" IS NULL)), "root" varchar(64) NOT NULL, "size" integer NOT NULL, "signer" varchar(150) NOT NULL, "state" varchar(10) NOT NULL, "supersedes" varchar(32) NOT NULL, "onward" text NOT NULL, "review_by" date NOT NULL, "received_at" datetime NOT NULL, "loaded_at" datetime NULL, "holder_id" bigint NOT NULL REFERENCES "evidence_agency" ("id") DEFERRABLE INITIALLY DEFERRED, "load_id" bigint NULL REFERENCES "evidence_loadrun" ("id") DEFERRABLE INITIALLY DEFERRED, "loaded_by_id" bigint NULL REFERENCES "evidence_user" ("id") DEFERRABLE INITIALLY DEFERRED, "operation_id" bigint NOT NULL REFERENCES "evidence_operation" ("id") DEFERRABLE INITIALLY DEFERRED, "request_id" bigint NULL REFERENCES "exchange_informationrequest" ("id") DEFERRABLE INITIALLY DEFERRED, "sender_id" bigint NOT NULL REFERENCES "evidence_agency" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "received_once" UNIQUE ("reference", "holder_id"))
--;
CREATE INDEX "exchange_receivedpackage_holder_id_c3ea7681" ON "exchange_receivedpackage" ("holder_id")
--;
CREATE INDEX "exchange_receivedpackage_load_id_fbfae66b" ON "exchange_receivedpackage" ("load_id")
--;
CREATE INDEX "exchange_receivedpackage_loaded_by_id_142c7839" ON "exchange_receivedpackage" ("loaded_by_id")
--;
CREATE INDEX "exchange_receivedpackage_operation_id_94c35b44" ON "exchange_receivedpackage" ("operation_id")
--;
CREATE INDEX "exchange_receivedpackage_request_id_0aa26641" ON "exchange_receivedpackage" ("request_id")
--;
CREATE INDEX "exchange_receivedpackage_sender_id_0f81ac11" ON "exchange_receivedpackage" ("sender_id")
--;
CREATE TABLE "exchange_receiveditem" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "item" varchar(32) NOT NULL, "position" integer NOT NULL, "digest" varchar(64) NOT NULL, "row" varchar(32) NOT NULL, "number" bigint NOT NULL, "refusal" text NOT NULL, "is_withdrawn" bool NOT NULL, "package_id" bigint NOT NULL REFERENCES "exchange_receivedpackage" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "item_once" UNIQUE ("package_id", "item"))
--;
CREATE INDEX "exchange_receiveditem_number_47a4fe56" ON "exchange_receiveditem" ("number")
--;
CREATE INDEX "exchange_receiveditem_package_id_68fa883e" ON "exchange_receiveditem" ("package_id")
--;
CREATE TABLE "exchange_packageevent" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "reference" varchar(32) NOT NULL, "kind" varchar(10) NOT NULL, "about" varchar(32) NOT NULL, "is_ours" bool NOT NULL, "code" varchar(20) NOT NULL, "items" text NOT NULL CHECK ((JSON_VALID("items") OR "items" IS NULL)), "words" text NOT NULL, "by" varchar(150) NOT NULL, "at" datetime NOT NULL, "entities" text NOT NULL CHECK ((JSON_VALID("entities") OR "entities" IS NULL)), "categories" text NOT NULL CHECK ((JSON_VALID("categories") OR "categories" IS NULL)), "withdrawn" integer NOT NULL, "answer_due" date NULL, "answered_at" datetime NULL, "answered_by" varchar(150) NOT NULL, "answer" text NOT NULL, "problem" text NOT NULL, "message" varchar(32) NOT NULL, "holder_id" bigint NOT NULL REFERENCES "evidence_agency" ("id") DEFERRABLE INITIALLY DEFERRED, "package_id" bigint NULL REFERENCES "exchange_package" ("id") DEFERRABLE INITIALLY DEFERRED, "partner_id" bigint NOT NULL REFERENCES "evidence_agency" ("id") DEFERRABLE INITIALLY DEFERRED, "received_id" bigint NULL REFERENCES "exchange_receivedpackage" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "event_once_a_partner" UNIQUE ("reference", "holder_id", "partner_id"))
--;
CREATE INDEX "exchange_packageevent_about_59bf10f3" ON "exchange_packageevent" ("about")
--;
CREATE INDEX "exchange_packageevent_holder_id_677d6570" ON "exchange_packageevent" ("holder_id")
--;
CREATE INDEX "exchange_packageevent_package_id_9004bcd5" ON "exchange_packageevent" ("package_id")
--;
CREATE INDEX "exchange_packageevent_partner_id_e19d10bb" ON "exchange_packageevent" ("partner_id")
--;
CREATE INDEX "exchange_packageevent_received_id_86b3cc29" ON "exchange_packageevent" ("received_id")
--;
CREATE TABLE "exchange_package" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "reference" varchar(32) NOT NULL UNIQUE, "state" varchar(10) NOT NULL, "is_bulk" bool NOT NULL, "onward" text NOT NULL, "review_by" date NULL, "note" text NOT NULL, "root" varchar(64) NOT NULL, "prepared_at" datetime NOT NULL, "submitted_at" datetime NULL, "signed_at" datetime NULL, "operation_id" bigint NOT NULL REFERENCES "evidence_operation" ("id") DEFERRABLE INITIALLY DEFERRED, "prepared_by_id" bigint NOT NULL REFERENCES "evidence_user" ("id") DEFERRABLE INITIALLY DEFERRED, "request_id" bigint NOT NULL REFERENCES "exchange_informationrequest" ("id") DEFERRABLE INITIALLY DEFERRED, "signed_by_id" bigint NULL REFERENCES "evidence_user" ("id") DEFERRABLE INITIALLY DEFERRED, "submitted_by_id" bigint NULL REFERENCES "evidence_user" ("id") DEFERRABLE INITIALLY DEFERRED, "hands" text NOT NULL CHECK ((JSON_VALID("hands") OR "hands" IS NULL)), "supersedes_id" bigint NULL REFERENCES "exchange_package" ("id") DEFERRABLE INITIALLY DEFERRED)
--;
CREATE INDEX "exchange_package_operation_id_48cd3804" ON "exchange_package" ("operation_id")
--;
CREATE INDEX "exchange_package_prepared_by_id_c12787d7" ON "exchange_package" ("prepared_by_id")
--;
CREATE INDEX "exchange_package_request_id_f2ed086a" ON "exchange_package" ("request_id")
--;
CREATE INDEX "exchange_package_signed_by_id_003ef506" ON "exchange_package" ("signed_by_id")
--;
CREATE INDEX "exchange_package_submitted_by_id_16b6e7ec" ON "exchange_package" ("submitted_by_id")
--;
CREATE INDEX "exchange_package_supersedes_id_1342b7f2" ON "exchange_package" ("supersedes_id")
--;
CREATE TABLE "exchange_packagerecipient" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "ceiling" varchar(24) NOT NULL, "message" varchar(32) NOT NULL, "receipted_at" datetime NULL, "receipted_by" varchar(150) NOT NULL, "receipt_words" text NOT NULL, "is_declined" bool NOT NULL, "loaded_count" integer NOT NULL, "refused" text NOT NULL CHECK ((JSON_VALID("refused") OR "refused" IS NULL)), "agency_id" bigint NOT NULL REFERENCES "evidence_agency" ("id") DEFERRABLE INITIALLY DEFERRED, "disclosure_id" bigint NULL REFERENCES "evidence_disclosure" ("id") DEFERRABLE INITIALLY DEFERRED, "package_id" bigint NOT NULL REFERENCES "exchange_package" ("id") DEFERRABLE INITIALLY DEFERRED, "transfer_id" bigint NULL REFERENCES "exchange_transferrecord" ("id") DEFERRABLE INITIALLY DEFERRED, "reference" varchar(32) NOT NULL, CONSTRAINT "recipient_once" UNIQUE ("package_id", "agency_id"))
--;
CREATE INDEX "exchange_packagerecipient_agency_id_9530eac9" ON "exchange_packagerecipient" ("agency_id")
--;
CREATE INDEX "exchange_packagerecipient_disclosure_id_451e5811" ON "exchange_packagerecipient" ("disclosure_id")
--;
CREATE INDEX "exchange_packagerecipient_package_id_e00cfc3d" ON "exchange_packagerecipient" ("package_id")
--;
CREATE INDEX "exchange_packagerecipient_transfer_id_0e008f76" ON "exchange_packagerecipient" ("transfer_id")
--;
CREATE INDEX "exchange_packagerecipient_reference_6c3108f6" ON "exchange_packagerecipient" ("reference")
--;
CREATE TABLE "exchange_releasepermission" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "kind" varchar(12) NOT NULL, "given_by" varchar(200) NOT NULL, "document" varchar(200) NOT NULL, "given_on" date NOT NULL, "words" text NOT NULL, "recorded_at" datetime NOT NULL, "originator_id" bigint NOT NULL REFERENCES "evidence_agency" ("id") DEFERRABLE INITIALLY DEFERRED, "package_id" bigint NOT NULL REFERENCES "exchange_package" ("id") DEFERRABLE INITIALLY DEFERRED, "recipient_id" bigint NOT NULL REFERENCES "evidence_agency" ("id") DEFERRABLE INITIALLY DEFERRED, "recorded_by_id" bigint NOT NULL REFERENCES "evidence_user" ("id") DEFERRABLE INITIALLY DEFERRED)
--;
CREATE INDEX "exchange_releasepermission_originator_id_17847eaf" ON "exchange_releasepermission" ("originator_id")
--;
CREATE INDEX "exchange_releasepermission_package_id_3d3318cc" ON "exchange_releasepermission" ("package_id")
--;
CREATE INDEX "exchange_releasepermission_recipient_id_f1773410" ON "exchange_releasepermission" ("recipient_id")
--;
CREATE INDEX "exchange_releasepermission_recorded_by_id_b50d409b" ON "exchange_releasepermission" ("recorded_by_id")
--;
CREATE TABLE "mfa_authenticator" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "type" varchar(20) NOT NULL, "data" text NOT NULL CHECK ((JSON_VALID("data") OR "data" IS NULL)), "user_id" bigint NOT NULL REFERENCES "evidence_user" ("id") DEFERRABLE INITIALLY DEFERRED, "created_at" datetime NOT NULL, "last_used_at" datetime NULL)
--;
CREATE INDEX "mfa_authenticator_user_id_0c3a50c0" ON "mfa_authenticator" ("user_id")
--;
CREATE UNIQUE INDEX "unique_authenticator_type" ON "mfa_authenticator" ("user_id", "type") WHERE "type" IN ('totp', 'recovery_codes')
--;
CREATE TABLE "programme_course" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "reference" varchar(16) NOT NULL UNIQUE, "title" varchar(200) NOT NULL, "language" varchar(8) NOT NULL, "place" varchar(200) NOT NULL, "first" date NOT NULL, "last" date NOT NULL, "pass_percent" smallint unsigned NOT NULL CHECK ("pass_percent" >= 0), "attend_percent" smallint unsigned NOT NULL CHECK ("attend_percent" >= 0), "keep_until" date NOT NULL, "forgotten_at" datetime NULL, "made_at" datetime NOT NULL, "closed_at" datetime NULL, "signed_at" datetime NULL, "activity_id" bigint NULL REFERENCES "programme_registeritem" ("id") DEFERRABLE INITIALLY DEFERRED, "agency_id" bigint NOT NULL REFERENCES "evidence_agency" ("id") DEFERRABLE INITIALLY DEFERRED, "closed_by_id" bigint NULL REFERENCES "evidence_user" ("id") DEFERRABLE INITIALLY DEFERRED, "made_by_id" bigint NOT NULL REFERENCES "evidence_user" ("id") DEFERRABLE INITIALLY DEFERRED, "operation_id" bigint NOT NULL REFERENCES "evidence_operation" ("id") DEFERRABLE INITIALLY DEFERRED, "signed_by_id" bigint NULL REFERENCES "evidence_user" ("id") DEFERRABLE INITIALLY DEFERRED, "curriculum_id" bigint NOT NULL REFERENCES "programme_curriculum" ("id") DEFERRABLE INITIALLY DEFERRED)
--;
CREATE TABLE "programme_trainer" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "name" varchar(200) NOT NULL, "unit" varchar(200) NOT NULL, "made_at" datetime NOT NULL, "agency_id" bigint NOT NULL REFERENCES "evidence_agency" ("id") DEFERRABLE INITIALLY DEFERRED, "made_by_id" bigint NOT NULL REFERENCES "evidence_user" ("id") DEFERRABLE INITIALLY DEFERRED, "operation_id" bigint NOT NULL REFERENCES "evidence_operation" ("id") DEFERRABLE INITIALLY DEFERRED)
--;
CREATE TABLE "programme_licence" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "trains_trainers" bool NOT NULL, "grounds" text NOT NULL, "ends" date NOT NULL, "proposed_at" datetime NOT NULL, "signed_at" datetime NULL, "ended_why" varchar(300) NOT NULL, "curriculum_id" bigint NOT NULL REFERENCES "programme_curriculum" ("id") DEFERRABLE INITIALLY DEFERRED, "proposed_by_id" bigint NOT NULL REFERENCES "evidence_user" ("id") DEFERRABLE INITIALLY DEFERRED, "signed_by_id" bigint NULL REFERENCES "evidence_user" ("id") DEFERRABLE INITIALLY DEFERRED, "trainer_id" bigint NOT NULL REFERENCES "programme_trainer" ("id") DEFERRABLE INITIALLY DEFERRED)
--;
CREATE TABLE "programme_course_trainers" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "course_id" bigint NOT NULL REFERENCES "programme_course" ("id") DEFERRABLE INITIALLY DEFERRED, "trainer_id" bigint NOT NULL REFERENCES "programme_trainer" ("id") DEFERRABLE INITIALLY DEFERRED)
--;
CREATE TABLE "programme_curriculum" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "subject" varchar(30) NOT NULL, "version" smallint unsigned NOT NULL CHECK ("version" >= 0), "names" text NOT NULL CHECK ((JSON_VALID("names") OR "names" IS NULL)), "outlines" text NOT NULL CHECK ((JSON_VALID("outlines") OR "outlines" IS NULL)), "pass_percent" smallint unsigned NOT NULL CHECK ("pass_percent" >= 0), "attend_percent" smallint unsigned NOT NULL CHECK ("attend_percent" >= 0), "seed" varchar(60) NOT NULL, "made_at" datetime NOT NULL, "agency_id" bigint NOT NULL REFERENCES "evidence_agency" ("id") DEFERRABLE INITIALLY DEFERRED, "made_by_id" bigint NOT NULL REFERENCES "evidence_user" ("id") DEFERRABLE INITIALLY DEFERRED, "operation_id" bigint NOT NULL REFERENCES "evidence_operation" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "curriculum_version_once" UNIQUE ("operation_id", "agency_id", "subject", "version"))
--;
CREATE INDEX "programme_course_activity_id_a668a3d7" ON "programme_course" ("activity_id")
--;
CREATE INDEX "programme_course_agency_id_c3e4b7a2" ON "programme_course" ("agency_id")
--;
CREATE INDEX "programme_course_closed_by_id_09220221" ON "programme_course" ("closed_by_id")
--;
CREATE INDEX "programme_course_made_by_id_8ffb8858" ON "programme_course" ("made_by_id")
--;
CREATE INDEX "programme_course_operation_id_ac4f3d1b" ON "programme_course" ("operation_id")
--;
CREATE INDEX "programme_course_signed_by_id_0fcd90ee" ON "programme_course" ("signed_by_id")
--;
CREATE INDEX "programme_course_curriculum_id_5905aed0" ON "programme_course" ("curriculum_id")
--;
CREATE INDEX "programme_trainer_agency_id_dbf8509f" ON "programme_trainer" ("agency_id")
--;
CREATE INDEX "programme_trainer_made_by_id_d4781153" ON "programme_trainer" ("made_by_id")
--;
CREATE INDEX "programme_trainer_operation_id_886979c5" ON "programme_trainer" ("operation_id")
--;
CREATE INDEX "programme_licence_curriculum_id_a9211b63" ON "programme_licence" ("curriculum_id")
--;
CREATE INDEX "programme_licence_proposed_by_id_f1e647e1" ON "programme_licence" ("proposed_by_id")
--;
CREATE INDEX "programme_licence_signed_by_id_51ec833a" ON "programme_licence" ("signed_by_id")
--;
CREATE INDEX "programme_licence_trainer_id_34a91c10" ON "programme_licence" ("trainer_id")
--;
CREATE UNIQUE INDEX "programme_course_trainers_course_id_trainer_id_2aa2074b_uniq" ON "programme_course_trainers" ("course_id", "trainer_id")
--;
CREATE INDEX "programme_course_trainers_course_id_8b70a301" ON "programme_course_trainers" ("course_id")
--;
CREATE INDEX "programme_course_trainers_trainer_id_28af41d1" ON "programme_course_trainers" ("trainer_id")
--;
CREATE INDEX "programme_curriculum_agency_id_443b99c5" ON "programme_curriculum" ("agency_id")
--;
CREATE INDEX "programme_curriculum_made_by_id_6ec3cf36" ON "programme_curriculum" ("made_by_id")
--;
CREATE INDEX "programme_curriculum_operation_id_59129648" ON "programme_curriculum" ("operation_id")
--;
CREATE TABLE "programme_drawntest" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "when" varchar(10) NOT NULL, "seed" varchar(64) NOT NULL, "questions" text NOT NULL CHECK ((JSON_VALID("questions") OR "questions" IS NULL)), "overlap" smallint unsigned NOT NULL CHECK ("overlap" >= 0), "drawn_at" datetime NOT NULL, "course_id" bigint NOT NULL REFERENCES "programme_course" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "drawn_test_once" UNIQUE ("course_id", "when"))
--;
CREATE INDEX "programme_drawntest_course_id_fb6935d3" ON "programme_drawntest" ("course_id")
--;
CREATE TABLE "programme_enrolment" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "number" integer unsigned NOT NULL CHECK ("number" >= 0), "name" varchar(200) NOT NULL, "names" text NOT NULL CHECK ((JSON_VALID("names") OR "names" IS NULL)), "unit" varchar(200) NOT NULL, "status" varchar(10) NOT NULL, "left_on" date NULL, "left_why" varchar(300) NOT NULL, "vetting" varchar(12) NOT NULL, "vetting_by" varchar(200) NOT NULL, "vetting_on" date NULL, "made_at" datetime NOT NULL, "course_id" bigint NOT NULL REFERENCES "programme_course" ("id") DEFERRABLE INITIALLY DEFERRED, "made_by_id" bigint NOT NULL REFERENCES "evidence_user" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "enrolment_number_once" UNIQUE ("course_id", "number"))
--;
CREATE INDEX "programme_enrolment_course_id_76bcd0ef" ON "programme_enrolment" ("course_id")
--;
CREATE INDEX "programme_enrolment_made_by_id_8463070b" ON "programme_enrolment" ("made_by_id")
--;
CREATE TABLE "programme_observation" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "month" smallint unsigned NOT NULL CHECK ("month" >= 0), "day" date NOT NULL, "seen" varchar(8) NOT NULL, "observer" varchar(200) NOT NULL, "note" text NOT NULL, "at" datetime NOT NULL, "by_id" bigint NOT NULL REFERENCES "evidence_user" ("id") DEFERRABLE INITIALLY DEFERRED, "enrolment_id" bigint NOT NULL REFERENCES "programme_enrolment" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "observation_once" UNIQUE ("enrolment_id", "month"))
--;
CREATE INDEX "programme_observation_by_id_224fd60a" ON "programme_observation" ("by_id")
--;
CREATE INDEX "programme_observation_enrolment_id_93ceb640" ON "programme_observation" ("enrolment_id")
--;
CREATE TABLE "programme_question" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "code" varchar(20) NOT NULL, "version" smallint unsigned NOT NULL CHECK ("version" >= 0), "topic" varchar(40) NOT NULL, "words" text NOT NULL CHECK ((JSON_VALID("words") OR "words" IS NULL)), "right" smallint unsigned NOT NULL CHECK ("right" >= 0), "made_at" datetime NOT NULL, "reviewed_at" datetime NULL, "retired_at" datetime NULL, "curriculum_id" bigint NOT NULL REFERENCES "programme_curriculum" ("id") DEFERRABLE INITIALLY DEFERRED, "made_by_id" bigint NOT NULL REFERENCES "evidence_user" ("id") DEFERRABLE INITIALLY DEFERRED, "reviewed_by_id" bigint NULL REFERENCES "evidence_user" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "question_version_once" UNIQUE ("curriculum_id", "code", "version"))
--;
CREATE INDEX "programme_question_curriculum_id_69c01efb" ON "programme_question" ("curriculum_id")
--;
CREATE INDEX "programme_question_made_by_id_90e560da" ON "programme_question" ("made_by_id")
--;
CREATE INDEX "programme_question_reviewed_by_id_e872d6eb" ON "programme_question" ("reviewed_by_id")
--;
CREATE TABLE "programme_session" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "number" smallint unsigned NOT NULL CHECK ("number" >= 0), "day" date NOT NULL, "topic" varchar(200) NOT NULL, "key" varchar(64) NOT NULL, "course_id" bigint NOT NULL REFERENCES "programme_course" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "session_number_once" UNIQUE ("course_id", "number"))
--;
CREATE INDEX "programme_session_course_id_5484d02a" ON "programme_session" ("course_id")
--;
CREATE TABLE "programme_attendance" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "present" bool NOT NULL, "way" varchar(6) NOT NULL, "at" datetime NOT NULL, "by_id" bigint NOT NULL REFERENCES "evidence_user" ("id") DEFERRABLE INITIALLY DEFERRED, "enrolment_id" bigint NOT NULL REFERENCES "programme_enrolment" ("id") DEFERRABLE INITIALLY DEFERRED, "session_id" bigint NOT NULL REFERENCES "programme_session" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "attendance_once" UNIQUE ("session_id", "enrolment_id"))
--;
CREATE INDEX "programme_attendance_by_id_ec361536" ON "programme_attendance" ("by_id")
--;
CREATE INDEX "programme_attendance_enrolment_id_c20e7ea8" ON "programme_attendance" ("enrolment_id")
--;
CREATE INDEX "programme_attendance_session_id_002fec1b" ON "programme_attendance" ("session_id")
--;
CREATE TABLE "programme_sitting" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "when" varchar(10) NOT NULL, "language" varchar(8) NOT NULL, "day" date NOT NULL, "minutes" smallint unsigned NULL CHECK ("minutes" >= 0), "score" smallint unsigned NOT NULL CHECK ("score" >= 0), "most" smallint unsigned NOT NULL CHECK ("most" >= 0), "at" datetime NOT NULL, "by_id" bigint NOT NULL REFERENCES "evidence_user" ("id") DEFERRABLE INITIALLY DEFERRED, "drawn_id" bigint NOT NULL REFERENCES "programme_drawntest" ("id") DEFERRABLE INITIALLY DEFERRED, "enrolment_id" bigint NOT NULL REFERENCES "programme_enrolment" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "sitting_once" UNIQUE ("enrolment_id", "when"))
--;
CREATE INDEX "programme_sitting_by_id_ac10b52a" ON "programme_sitting" ("by_id")
--;
CREATE INDEX "programme_sitting_drawn_id_dd328eee" ON "programme_sitting" ("drawn_id")
--;
CREATE INDEX "programme_sitting_enrolment_id_6fe4ef24" ON "programme_sitting" ("enrolment_id")
--;
CREATE TABLE "programme_answer" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "place" smallint unsigned NOT NULL CHECK ("place" >= 0), "chosen" smallint unsigned NULL CHECK ("chosen" >= 0), "sitting_id" bigint NOT NULL REFERENCES "programme_sitting" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "answer_once" UNIQUE ("sitting_id", "place"))
--;
CREATE INDEX "programme_answer_sitting_id_dd227145" ON "programme_answer" ("sitting_id")
--;
CREATE TABLE "programme_document" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "reference" varchar(16) NOT NULL UNIQUE, "kind" varchar(12) NOT NULL, "name" varchar(200) NOT NULL, "day" date NULL, "size" integer unsigned NOT NULL CHECK ("size" >= 0), "sha256" varchar(64) NOT NULL, "public" bool NOT NULL, "made_at" datetime NOT NULL, "agency_id" bigint NOT NULL REFERENCES "evidence_agency" ("id") DEFERRABLE INITIALLY DEFERRED, "made_by_id" bigint NOT NULL REFERENCES "evidence_user" ("id") DEFERRABLE INITIALLY DEFERRED, "operation_id" bigint NOT NULL REFERENCES "evidence_operation" ("id") DEFERRABLE INITIALLY DEFERRED)
--;
CREATE TABLE "programme_documentcontent" ("document_id" bigint NOT NULL PRIMARY KEY REFERENCES "programme_document" ("id") DEFERRABLE INITIALLY DEFERRED, "content" BLOB NOT NULL)
--;
CREATE TABLE "programme_budget" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "kind" varchar(8) NOT NULL, "status" varchar(10) NOT NULL, "first" date NOT NULL, "last" date NOT NULL, "amount" decimal NOT NULL, "why" varchar(500) NOT NULL, "made_at" datetime NOT NULL, "made_by_id" bigint NOT NULL REFERENCES "evidence_user" ("id") DEFERRABLE INITIALLY DEFERRED, "line_id" bigint NOT NULL REFERENCES "programme_line" ("id") DEFERRABLE INITIALLY DEFERRED)
--;
CREATE INDEX "document_sha256" ON "programme_document" ("operation_id", "agency_id", "sha256")
--;
CREATE TABLE "programme_line" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "reference" varchar(16) NOT NULL UNIQUE, "name" varchar(300) NOT NULL, "bound" varchar(8) NOT NULL, "amount" decimal NOT NULL, "currency" varchar(3) NOT NULL, "first" date NULL, "last" date NULL, "funder" varchar(200) NOT NULL, "accountable" varchar(200) NOT NULL, "implementer" varchar(200) NOT NULL, "made_at" datetime NOT NULL, "agency_id" bigint NOT NULL REFERENCES "evidence_agency" ("id") DEFERRABLE INITIALLY DEFERRED, "item_id" bigint NOT NULL REFERENCES "programme_registeritem" ("id") DEFERRABLE INITIALLY DEFERRED, "made_by_id" bigint NOT NULL REFERENCES "evidence_user" ("id") DEFERRABLE INITIALLY DEFERRED, "operation_id" bigint NOT NULL REFERENCES "evidence_operation" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "line_above_0" CHECK ("amount" > '0'))
--;
CREATE INDEX "programme_document_agency_id_afd0b405" ON "programme_document" ("agency_id")
--;
CREATE INDEX "programme_document_made_by_id_c1b8f578" ON "programme_document" ("made_by_id")
--;
CREATE INDEX "programme_document_operation_id_d8d030e0" ON "programme_document" ("operation_id")
--;
CREATE INDEX "programme_budget_made_by_id_81f746f2" ON "programme_budget" ("made_by_id")
--;
CREATE INDEX "programme_budget_line_id_9fbf3418" ON "programme_budget" ("line_id")
--;
CREATE INDEX "programme_line_agency_id_83cbb345" ON "programme_line" ("agency_id")
--;
CREATE INDEX "programme_line_item_id_f0085f93" ON "programme_line" ("item_id")
--;
CREATE INDEX "programme_line_made_by_id_8b9144a1" ON "programme_line" ("made_by_id")
--;
CREATE INDEX "programme_line_operation_id_af86a748" ON "programme_line" ("operation_id")
--;
CREATE TABLE "programme_rate" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "base" varchar(3) NOT NULL, "quote" varchar(3) NOT NULL, "day" date NOT NULL, "rate" decimal NOT NULL, "source" varchar(200) NOT NULL, "made_at" datetime NOT NULL, "agency_id" bigint NOT NULL REFERENCES "evidence_agency" ("id") DEFERRABLE INITIALLY DEFERRED, "made_by_id" bigint NOT NULL REFERENCES "evidence_user" ("id") DEFERRABLE INITIALLY DEFERRED, "operation_id" bigint NOT NULL REFERENCES "evidence_operation" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "rate_above_0" CHECK ("rate" > '0'))
--;
CREATE INDEX "programme_rate_agency_id_86ad4238" ON "programme_rate" ("agency_id")
--;
CREATE INDEX "programme_rate_made_by_id_791d515c" ON "programme_rate" ("made_by_id")
--;
CREATE INDEX "programme_rate_operation_id_947f7920" ON "programme_rate" ("operation_id")
--;
CREATE INDEX "rate_of_day" ON "programme_rate" ("operation_id", "agency_id", "base", "quote", "day")
--;
CREATE TABLE "programme_transaction" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "reference" varchar(16) NOT NULL UNIQUE, "kind" varchar(2) NOT NULL, "day" date NOT NULL, "value_day" date NOT NULL, "amount" decimal NOT NULL, "currency" varchar(3) NOT NULL, "line_amount" decimal NOT NULL, "provider" varchar(200) NOT NULL, "receiver" varchar(200) NOT NULL, "description" varchar(500) NOT NULL, "their_number" varchar(60) NOT NULL, "why" varchar(500) NOT NULL, "state" varchar(8) NOT NULL, "made_at" datetime NOT NULL, "decided_at" datetime NULL, "decided_why" varchar(500) NOT NULL, "decided_by_id" bigint NULL REFERENCES "evidence_user" ("id") DEFERRABLE INITIALLY DEFERRED, "line_id" bigint NOT NULL REFERENCES "programme_line" ("id") DEFERRABLE INITIALLY DEFERRED, "made_by_id" bigint NOT NULL REFERENCES "evidence_user" ("id") DEFERRABLE INITIALLY DEFERRED, "rate_id" bigint NULL REFERENCES "programme_rate" ("id") DEFERRABLE INITIALLY DEFERRED, "reverses_id" bigint NULL REFERENCES "programme_transaction" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "transaction_four_eyes" CHECK (NOT ("decided_by_id" = ("made_by_id") AND "decided_by_id" IS NOT NULL)), CONSTRAINT "transaction_decided" CHECK ((("decided_by_id" IS NULL AND "state" = 'recorded') OR (NOT ("state" = 'recorded') AND "decided_by_id" IS NOT NULL))), CONSTRAINT "transaction_sign" CHECK ((("amount" > '0' AND "line_amount" > '0' AND "reverses_id" IS NULL) OR ("amount" < '0' AND "line_amount" < '0' AND "reverses_id" IS NOT NULL))))
--;
CREATE INDEX "programme_transaction_decided_by_id_c7e8a499" ON "programme_transaction" ("decided_by_id")
--;
CREATE INDEX "programme_transaction_line_id_b59230e3" ON "programme_transaction" ("line_id")
--;
CREATE INDEX "programme_transaction_made_by_id_2de8d0d0" ON "programme_transaction" ("made_by_id")
--;
CREATE INDEX "programme_transaction_rate_id_f9effa2c" ON "programme_transaction" ("rate_id")
--;
CREATE INDEX "programme_transaction_reverses_id_8c4b1a04" ON "programme_transaction" ("reverses_id")
--;
CREATE INDEX "transaction_counts" ON "programme_transaction" ("line_id", "state", "kind")
--;
CREATE UNIQUE INDEX "transaction_reversed_once" ON "programme_transaction" ("reverses_id") WHERE NOT ("state" = 'declined')
--;
CREATE TABLE "programme_proof" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "made_at" datetime NOT NULL, "document_id" bigint NOT NULL REFERENCES "programme_document" ("id") DEFERRABLE INITIALLY DEFERRED, "made_by_id" bigint NOT NULL REFERENCES "evidence_user" ("id") DEFERRABLE INITIALLY DEFERRED, "transaction_id" bigint NOT NULL REFERENCES "programme_transaction" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "proof_once" UNIQUE ("transaction_id", "document_id"))
--;
CREATE INDEX "programme_proof_document_id_c7f7dfdd" ON "programme_proof" ("document_id")
--;
CREATE INDEX "programme_proof_made_by_id_983a8450" ON "programme_proof" ("made_by_id")
--;
CREATE INDEX "programme_proof_transaction_id_923093ba" ON "programme_proof" ("transaction_id")
--;
CREATE TABLE "programme_claim" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "attribute" varchar(30) NOT NULL, "value" text NOT NULL, "language" varchar(8) NOT NULL, "amount" decimal NULL, "currency" varchar(3) NOT NULL, "bound" varchar(8) NOT NULL, "day" date NULL, "reported_by" varchar(200) NOT NULL, "url" varchar(500) NOT NULL, "published_on" date NULL, "retrieved_on" date NULL, "quotation" varchar(500) NOT NULL, "grade" varchar(4) NOT NULL, "status" varchar(12) NOT NULL, "status_why" text NOT NULL, "public" bool NOT NULL, "made_at" datetime NOT NULL, "made_by_id" bigint NOT NULL REFERENCES "evidence_user" ("id") DEFERRABLE INITIALLY DEFERRED, "item_id" bigint NOT NULL REFERENCES "programme_registeritem" ("id") DEFERRABLE INITIALLY DEFERRED, "translations" text NOT NULL CHECK ((JSON_VALID("translations") OR "translations" IS NULL)))
--;
CREATE INDEX "programme_claim_made_by_id_55e26dec" ON "programme_claim" ("made_by_id")
--;
CREATE INDEX "programme_claim_item_id_d30ccc6e" ON "programme_claim" ("item_id")
--;
CREATE INDEX "claim_attribute" ON "programme_claim" ("item_id", "attribute")
--;
CREATE TABLE "programme_registeritem" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "reference" varchar(16) NOT NULL UNIQUE, "kind" varchar(12) NOT NULL, "name" varchar(300) NOT NULL, "names" text NOT NULL CHECK ((JSON_VALID("names") OR "names" IS NULL)), "strand" varchar(20) NOT NULL, "seed" varchar(60) NOT NULL, "public" bool NOT NULL, "made_at" datetime NOT NULL, "agency_id" bigint NOT NULL REFERENCES "evidence_agency" ("id") DEFERRABLE INITIALLY DEFERRED, "made_by_id" bigint NOT NULL REFERENCES "evidence_user" ("id") DEFERRABLE INITIALLY DEFERRED, "operation_id" bigint NOT NULL REFERENCES "evidence_operation" ("id") DEFERRABLE INITIALLY DEFERRED, "asked" text NOT NULL CHECK ((JSON_VALID("asked") OR "asked" IS NULL)), "parent_id" bigint NULL REFERENCES "programme_registeritem" ("id") DEFERRABLE INITIALLY DEFERRED)
--;
CREATE UNIQUE INDEX "register_seed_once" ON "programme_registeritem" ("operation_id", "agency_id", "seed") WHERE NOT ("seed" = '')
--;
CREATE INDEX "programme_registeritem_agency_id_6f1e2e9d" ON "programme_registeritem" ("agency_id")
--;
CREATE INDEX "programme_registeritem_made_by_id_9811fc32" ON "programme_registeritem" ("made_by_id")
--;
CREATE INDEX "programme_registeritem_operation_id_c226bc54" ON "programme_registeritem" ("operation_id")
--;
CREATE INDEX "programme_registeritem_parent_id_521085f4" ON "programme_registeritem" ("parent_id")
--;
CREATE INDEX "register_kind" ON "programme_registeritem" ("operation_id", "agency_id", "kind")
--;
CREATE TABLE "programme_claimstatuschange" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "status" varchar(12) NOT NULL, "why" text NOT NULL, "made_at" datetime NOT NULL, "claim_id" bigint NOT NULL REFERENCES "programme_claim" ("id") DEFERRABLE INITIALLY DEFERRED, "made_by_id" bigint NOT NULL REFERENCES "evidence_user" ("id") DEFERRABLE INITIALLY DEFERRED)
--;
CREATE INDEX "programme_claimstatuschange_claim_id_4190fda9" ON "programme_claimstatuschange" ("claim_id")
--;
CREATE INDEX "programme_claimstatuschange_made_by_id_20c44c5c" ON "programme_claimstatuschange" ("made_by_id")
--;
CREATE TABLE "programme_certificate" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "reference" varchar(16) NOT NULL UNIQUE, "number" char(32) NOT NULL UNIQUE, "issuer" varchar(120) NOT NULL, "place" integer unsigned NOT NULL CHECK ("place" >= 0), "token" text NOT NULL, "code" varchar(40) NOT NULL, "given_on" date NOT NULL, "until" date NULL, "issued_at" datetime NOT NULL, "revoke_why" varchar(500) NOT NULL, "revoke_proposed_at" datetime NULL, "revoked_at" datetime NULL, "enrolment_id" bigint NOT NULL REFERENCES "programme_enrolment" ("id") DEFERRABLE INITIALLY DEFERRED, "issued_by_id" bigint NOT NULL REFERENCES "evidence_user" ("id") DEFERRABLE INITIALLY DEFERRED, "revoke_proposed_by_id" bigint NULL REFERENCES "evidence_user" ("id") DEFERRABLE INITIALLY DEFERRED, "revoked_by_id" bigint NULL REFERENCES "evidence_user" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "certificate_place_once" UNIQUE ("issuer", "place"))
--;
CREATE UNIQUE INDEX "certificate_once" ON "programme_certificate" ("enrolment_id") WHERE "revoked_at" IS NULL
--;
CREATE INDEX "programme_certificate_enrolment_id_f7b8eab1" ON "programme_certificate" ("enrolment_id")
--;
CREATE INDEX "programme_certificate_issued_by_id_5dafbae8" ON "programme_certificate" ("issued_by_id")
--;
CREATE INDEX "programme_certificate_revoke_proposed_by_id_f7ca21de" ON "programme_certificate" ("revoke_proposed_by_id")
--;
CREATE INDEX "programme_certificate_revoked_by_id_9ea818ce" ON "programme_certificate" ("revoked_by_id")
--;
CREATE TABLE "programme_activityfacts" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "lead" varchar(200) NOT NULL, "partners" text NOT NULL, "legal_basis" text NOT NULL, "starts" date NULL, "ends" date NULL, "item_id" bigint NOT NULL UNIQUE REFERENCES "programme_registeritem" ("id") DEFERRABLE INITIALLY DEFERRED)
--;
CREATE TABLE "programme_asset" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "made_at" datetime NOT NULL, "withdrawn_at" datetime NULL, "withdrawn_why" text NOT NULL, "reference" varchar(16) NOT NULL UNIQUE, "name" varchar(200) NOT NULL, "mark" varchar(100) NOT NULL, "custodian" varchar(200) NOT NULL, "place" varchar(200) NOT NULL, "received" date NULL, "every_days" smallint unsigned NOT NULL CHECK ("every_days" >= 0), "item_id" bigint NOT NULL REFERENCES "programme_registeritem" ("id") DEFERRABLE INITIALLY DEFERRED, "made_by_id" bigint NOT NULL REFERENCES "evidence_user" ("id") DEFERRABLE INITIALLY DEFERRED)
--;
CREATE TABLE "programme_assetcheck" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "day" date NOT NULL, "state" varchar(12) NOT NULL, "custodian" varchar(200) NOT NULL, "place" varchar(200) NOT NULL, "words" text NOT NULL, "made_at" datetime NOT NULL, "asset_id" bigint NOT NULL REFERENCES "programme_asset" ("id") DEFERRABLE INITIALLY DEFERRED, "made_by_id" bigint NOT NULL REFERENCES "evidence_user" ("id") DEFERRABLE INITIALLY DEFERRED)
--;
CREATE TABLE "programme_decision" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "made_at" datetime NOT NULL, "withdrawn_at" datetime NULL, "withdrawn_why" text NOT NULL, "kind" varchar(10) NOT NULL, "day" date NOT NULL, "offices" varchar(300) NOT NULL, "words" text NOT NULL, "why" text NOT NULL, "action" varchar(500) NOT NULL, "action_owner" varchar(200) NOT NULL, "action_due" date NULL, "action_done" date NULL, "action_evidence" varchar(500) NOT NULL, "item_id" bigint NOT NULL REFERENCES "programme_registeritem" ("id") DEFERRABLE INITIALLY DEFERRED, "made_by_id" bigint NOT NULL REFERENCES "evidence_user" ("id") DEFERRABLE INITIALLY DEFERRED)
--;
CREATE TABLE "programme_milestone" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "made_at" datetime NOT NULL, "withdrawn_at" datetime NULL, "withdrawn_why" text NOT NULL, "name" varchar(200) NOT NULL, "owner" varchar(200) NOT NULL, "begins" date NULL, "due" date NOT NULL, "revised" date NULL, "revised_why" text NOT NULL, "done" date NULL, "evidence" varchar(500) NOT NULL, "item_id" bigint NOT NULL REFERENCES "programme_registeritem" ("id") DEFERRABLE INITIALLY DEFERRED, "made_by_id" bigint NOT NULL REFERENCES "evidence_user" ("id") DEFERRABLE INITIALLY DEFERRED)
--;
CREATE TABLE "programme_position" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "made_at" datetime NOT NULL, "withdrawn_at" datetime NULL, "withdrawn_why" text NOT NULL, "title" varchar(200) NOT NULL, "office" varchar(200) NOT NULL, "planned" smallint unsigned NOT NULL CHECK ("planned" >= 0), "item_id" bigint NOT NULL REFERENCES "programme_registeritem" ("id") DEFERRABLE INITIALLY DEFERRED, "made_by_id" bigint NOT NULL REFERENCES "evidence_user" ("id") DEFERRABLE INITIALLY DEFERRED)
--;
CREATE TABLE "programme_positioncount" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "day" date NOT NULL, "filled" smallint unsigned NOT NULL CHECK ("filled" >= 0), "made_at" datetime NOT NULL, "made_by_id" bigint NOT NULL REFERENCES "evidence_user" ("id") DEFERRABLE INITIALLY DEFERRED, "position_id" bigint NOT NULL REFERENCES "programme_position" ("id") DEFERRABLE INITIALLY DEFERRED)
--;
CREATE TABLE "programme_risk" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "made_at" datetime NOT NULL, "withdrawn_at" datetime NULL, "withdrawn_why" text NOT NULL, "reference" varchar(16) NOT NULL UNIQUE, "words" text NOT NULL, "likelihood" smallint unsigned NOT NULL CHECK ("likelihood" >= 0), "impact" smallint unsigned NOT NULL CHECK ("impact" >= 0), "owner" varchar(200) NOT NULL, "response" text NOT NULL, "opened" date NOT NULL, "review" date NOT NULL, "closed" date NULL, "closed_why" text NOT NULL, "item_id" bigint NOT NULL REFERENCES "programme_registeritem" ("id") DEFERRABLE INITIALLY DEFERRED, "made_by_id" bigint NOT NULL REFERENCES "evidence_user" ("id") DEFERRABLE INITIALLY DEFERRED)
--;
CREATE INDEX "programme_asset_item_id_1aaa000f" ON "programme_asset" ("item_id")
--;
CREATE INDEX "programme_asset_made_by_id_d681897b" ON "programme_asset" ("made_by_id")
--;
CREATE INDEX "programme_assetcheck_asset_id_2677de95" ON "programme_assetcheck" ("asset_id")
--;
CREATE INDEX "programme_assetcheck_made_by_id_e69c8190" ON "programme_assetcheck" ("made_by_id")
--;
CREATE INDEX "programme_decision_item_id_4a6eafe9" ON "programme_decision" ("item_id")
--;
CREATE INDEX "programme_decision_made_by_id_02731b27" ON "programme_decision" ("made_by_id")
--;
CREATE INDEX "programme_milestone_item_id_4107ad08" ON "programme_milestone" ("item_id")
--;
CREATE INDEX "programme_milestone_made_by_id_4b2d47b9" ON "programme_milestone" ("made_by_id")
--;
CREATE INDEX "programme_position_item_id_c788d243" ON "programme_position" ("item_id")
--;
CREATE INDEX "programme_position_made_by_id_df276b86" ON "programme_position" ("made_by_id")
--;
CREATE INDEX "programme_positioncount_made_by_id_8a7700f1" ON "programme_positioncount" ("made_by_id")
--;
CREATE INDEX "programme_positioncount_position_id_00d35f83" ON "programme_positioncount" ("position_id")
--;
CREATE INDEX "programme_risk_item_id_807df1f6" ON "programme_risk" ("item_id")
--;
CREATE INDEX "programme_risk_made_by_id_a4307c3e" ON "programme_risk" ("made_by_id")
--;
CREATE TABLE "programme_partnerimport" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "reference" varchar(16) NOT NULL UNIQUE, "file_name" varchar(200) NOT NULL, "sha256" varchar(64) NOT NULL, "size" bigint unsigned NOT NULL CHECK ("size" >= 0), "version" varchar(10) NOT NULL, "at" datetime NOT NULL, "agency_id" bigint NOT NULL REFERENCES "evidence_agency" ("id") DEFERRABLE INITIALLY DEFERRED, "by_id" bigint NOT NULL REFERENCES "evidence_user" ("id") DEFERRABLE INITIALLY DEFERRED, "operation_id" bigint NOT NULL REFERENCES "evidence_operation" ("id") DEFERRABLE INITIALLY DEFERRED)
--;
CREATE TABLE "programme_publishedidentifier" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "identifier" varchar(120) NOT NULL UNIQUE, "item_id" bigint NOT NULL UNIQUE REFERENCES "programme_registeritem" ("id") DEFERRABLE INITIALLY DEFERRED)
--;
CREATE TABLE "programme_publisher" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "ref" varchar(60) NOT NULL, "kind" varchar(4) NOT NULL, "name" varchar(200) NOT NULL, "at" datetime NOT NULL, "agency_id" bigint NOT NULL REFERENCES "evidence_agency" ("id") DEFERRABLE INITIALLY DEFERRED, "by_id" bigint NOT NULL REFERENCES "evidence_user" ("id") DEFERRABLE INITIALLY DEFERRED, "operation_id" bigint NOT NULL REFERENCES "evidence_operation" ("id") DEFERRABLE INITIALLY DEFERRED)
--;
CREATE TABLE "programme_publishingdetails" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "content" text NOT NULL CHECK ((JSON_VALID("content") OR "content" IS NULL)), "at" datetime NOT NULL, "by_id" bigint NOT NULL REFERENCES "evidence_user" ("id") DEFERRABLE INITIALLY DEFERRED, "item_id" bigint NOT NULL REFERENCES "programme_registeritem" ("id") DEFERRABLE INITIALLY DEFERRED)
--;
CREATE TABLE "programme_importedactivity" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "position" integer unsigned NOT NULL CHECK ("position" >= 0), "identifier" varchar(300) NOT NULL, "reporter" varchar(300) NOT NULL, "title" varchar(500) NOT NULL, "content" BLOB NOT NULL, "sha256" varchar(64) NOT NULL, "fate" varchar(10) NOT NULL, "problem" varchar(500) NOT NULL, "valid" bool NOT NULL, "findings" text NOT NULL CHECK ((JSON_VALID("findings") OR "findings" IS NULL)), "told" text NOT NULL CHECK ((JSON_VALID("told") OR "told" IS NULL)), "imported_id" bigint NOT NULL REFERENCES "programme_partnerimport" ("id") DEFERRABLE INITIALLY DEFERRED)
--;
CREATE TABLE "programme_publishrule" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "field" varchar(30) NOT NULL, "does" varchar(10) NOT NULL, "days" integer unsigned NOT NULL CHECK ("days" >= 0), "why" text NOT NULL, "at" datetime NOT NULL, "agency_id" bigint NOT NULL REFERENCES "evidence_agency" ("id") DEFERRABLE INITIALLY DEFERRED, "by_id" bigint NOT NULL REFERENCES "evidence_user" ("id") DEFERRABLE INITIALLY DEFERRED, "item_id" bigint NULL REFERENCES "programme_registeritem" ("id") DEFERRABLE INITIALLY DEFERRED, "operation_id" bigint NOT NULL REFERENCES "evidence_operation" ("id") DEFERRABLE INITIALLY DEFERRED)
--;
CREATE INDEX "programme_partnerimport_agency_id_dbcf381c" ON "programme_partnerimport" ("agency_id")
--;
CREATE INDEX "programme_partnerimport_by_id_37efe60c" ON "programme_partnerimport" ("by_id")
--;
CREATE INDEX "programme_partnerimport_operation_id_401261df" ON "programme_partnerimport" ("operation_id")
--;
CREATE INDEX "programme_publisher_agency_id_0afb232c" ON "programme_publisher" ("agency_id")
--;
CREATE INDEX "programme_publisher_by_id_0cb0f62f" ON "programme_publisher" ("by_id")
--;
CREATE INDEX "programme_publisher_operation_id_8f57be84" ON "programme_publisher" ("operation_id")
--;
CREATE INDEX "programme_publishingdetails_by_id_26b45e66" ON "programme_publishingdetails" ("by_id")
--;
CREATE INDEX "programme_publishingdetails_item_id_b558cd74" ON "programme_publishingdetails" ("item_id")
--;
CREATE INDEX "programme_importedactivity_imported_id_8a39ef95" ON "programme_importedactivity" ("imported_id")
--;
CREATE INDEX "imported_identifier" ON "programme_importedactivity" ("identifier")
--;
CREATE INDEX "programme_publishrule_agency_id_ef45c3f7" ON "programme_publishrule" ("agency_id")
--;
CREATE INDEX "programme_publishrule_by_id_43917d95" ON "programme_publishrule" ("by_id")
--;
CREATE INDEX "programme_publishrule_item_id_29f1b353" ON "programme_publishrule" ("item_id")
--;
CREATE INDEX "programme_publishrule_operation_id_4d9e71cc" ON "programme_publishrule" ("operation_id")
--;
CREATE INDEX "publish_rule" ON "programme_publishrule" ("operation_id", "agency_id", "field")
--;
CREATE TABLE "programme_selfassessment" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "stage" varchar(6) NOT NULL, "stated_on" date NOT NULL, "stated_by" varchar(200) NOT NULL, "people_needed" integer unsigned NULL CHECK ("people_needed" >= 0), "people_posted" integer unsigned NULL CHECK ("people_posted" >= 0), "people_trained" integer unsigned NULL CHECK ("people_trained" >= 0), "equipment_needed" integer unsigned NULL CHECK ("equipment_needed" >= 0), "equipment_working" integer unsigned NULL CHECK ("equipment_working" >= 0), "procedures" text NOT NULL CHECK ((JSON_VALID("procedures") OR "procedures" IS NULL)), "checks" integer unsigned NULL CHECK ("checks" >= 0), "hits" integer unsigned NULL CHECK ("hits" >= 0), "checks_first" date NULL, "checks_last" date NULL, "note" varchar(500) NOT NULL, "made_at" datetime NOT NULL, "withdrawn_at" datetime NULL, "withdrawn_why" varchar(300) NOT NULL, "activity_id" bigint NULL REFERENCES "programme_registeritem" ("id") DEFERRABLE INITIALLY DEFERRED, "made_by_id" bigint NOT NULL REFERENCES "evidence_user" ("id") DEFERRABLE INITIALLY DEFERRED, "post_id" bigint NOT NULL REFERENCES "programme_borderpost" ("id") DEFERRABLE INITIALLY DEFERRED, "withdrawn_by_id" bigint NULL REFERENCES "evidence_user" ("id") DEFERRABLE INITIALLY DEFERRED)
--;
CREATE TABLE "programme_borderpost" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "reference" varchar(16) NOT NULL UNIQUE, "name" varchar(120) NOT NULL, "key" varchar(240) NOT NULL, "agency_id" bigint NOT NULL REFERENCES "evidence_agency" ("id") DEFERRABLE INITIALLY DEFERRED, "operation_id" bigint NOT NULL REFERENCES "evidence_operation" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "border_post_once" UNIQUE ("operation_id", "agency_id", "key"))
--;
CREATE INDEX "programme_poststatement_activity_id_9f748caa" ON "programme_selfassessment" ("activity_id")
--;
CREATE INDEX "programme_poststatement_made_by_id_e13c6959" ON "programme_selfassessment" ("made_by_id")
--;
CREATE INDEX "programme_poststatement_post_id_119cf753" ON "programme_selfassessment" ("post_id")
--;
CREATE INDEX "programme_poststatement_withdrawn_by_id_9a8d0694" ON "programme_selfassessment" ("withdrawn_by_id")
--;
CREATE INDEX "programme_borderpost_agency_id_3b7ebd41" ON "programme_borderpost" ("agency_id")
--;
CREATE INDEX "programme_borderpost_operation_id_a36a7a01" ON "programme_borderpost" ("operation_id")
--;
CREATE TABLE "programme_resultindicator" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "measure" smallint unsigned NOT NULL CHECK ("measure" >= 0), "is_ascending" bool NOT NULL, "adds_up" bool NOT NULL, "unit" varchar(80) NOT NULL, "verification" text NOT NULL, "assumption" text NOT NULL, "desk" varchar(20) NOT NULL, "code" varchar(40) NOT NULL, "by" varchar(20) NOT NULL, "group" varchar(40) NOT NULL, "takes" varchar(6) NOT NULL, "item_id" bigint NOT NULL UNIQUE REFERENCES "programme_registeritem" ("id") DEFERRABLE INITIALLY DEFERRED)
--;
CREATE TABLE "programme_resultoutput" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "level" varchar(8) NOT NULL, "item_id" bigint NOT NULL UNIQUE REFERENCES "programme_registeritem" ("id") DEFERRABLE INITIALLY DEFERRED)
--;
CREATE TABLE "programme_indicatorfigure" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "kind" varchar(8) NOT NULL, "first" date NOT NULL, "last" date NOT NULL, "value" decimal NULL, "text" text NOT NULL, "source" varchar(300) NOT NULL, "url" varchar(500) NOT NULL, "made_at" datetime NOT NULL, "replaced_at" datetime NULL, "replaced_by" varchar(150) NOT NULL, "replaced_why" text NOT NULL, "claim_id" bigint NULL REFERENCES "programme_claim" ("id") DEFERRABLE INITIALLY DEFERRED, "made_by_id" bigint NOT NULL REFERENCES "evidence_user" ("id") DEFERRABLE INITIALLY DEFERRED, "indicator_id" bigint NOT NULL REFERENCES "programme_resultindicator" ("id") DEFERRABLE INITIALLY DEFERRED)
--;
CREATE UNIQUE INDEX "indicator_figure_once" ON "programme_indicatorfigure" ("indicator_id", "kind", "first", "last") WHERE "replaced_at" IS NULL
--;
CREATE UNIQUE INDEX "indicator_baseline_once" ON "programme_indicatorfigure" ("indicator_id") WHERE ("kind" = 'baseline' AND "replaced_at" IS NULL)
--;
CREATE INDEX "programme_indicatorfigure_claim_id_9285ed51" ON "programme_indicatorfigure" ("claim_id")
--;
CREATE INDEX "programme_indicatorfigure_made_by_id_52743616" ON "programme_indicatorfigure" ("made_by_id")
--;
CREATE INDEX "programme_indicatorfigure_indicator_id_8ff145f8" ON "programme_indicatorfigure" ("indicator_id")
--;
CREATE TABLE "programme_publication" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "reference" varchar(16) NOT NULL UNIQUE, "content" BLOB NOT NULL, "sha256" varchar(64) NOT NULL, "size" integer unsigned NOT NULL CHECK ("size" >= 0), "activities" text NOT NULL CHECK ((JSON_VALID("activities") OR "activities" IS NULL)), "withheld" text NOT NULL CHECK ((JSON_VALID("withheld") OR "withheld" IS NULL)), "last_rule" bigint unsigned NOT NULL CHECK ("last_rule" >= 0), "state" varchar(10) NOT NULL, "prepared_at" datetime NOT NULL, "reviewed_at" datetime NULL, "why" text NOT NULL, "agency_id" bigint NOT NULL REFERENCES "evidence_agency" ("id") DEFERRABLE INITIALLY DEFERRED, "operation_id" bigint NOT NULL REFERENCES "evidence_operation" ("id") DEFERRABLE INITIALLY DEFERRED, "prepared_by_id" bigint NOT NULL REFERENCES "evidence_user" ("id") DEFERRABLE INITIALLY DEFERRED, "reviewed_by_id" bigint NULL REFERENCES "evidence_user" ("id") DEFERRABLE INITIALLY DEFERRED, "loosened" text NOT NULL CHECK ((JSON_VALID("loosened") OR "loosened" IS NULL)))
--;
CREATE INDEX "programme_publication_agency_id_0842d5bb" ON "programme_publication" ("agency_id")
--;
CREATE INDEX "programme_publication_operation_id_9247fb0d" ON "programme_publication" ("operation_id")
--;
CREATE INDEX "programme_publication_prepared_by_id_75543991" ON "programme_publication" ("prepared_by_id")
--;
CREATE INDEX "programme_publication_reviewed_by_id_6b43683c" ON "programme_publication" ("reviewed_by_id")
--;
CREATE TABLE "programme_milestoneproof" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "made_at" datetime NOT NULL, "document_id" bigint NOT NULL REFERENCES "programme_document" ("id") DEFERRABLE INITIALLY DEFERRED, "made_by_id" bigint NOT NULL REFERENCES "evidence_user" ("id") DEFERRABLE INITIALLY DEFERRED, "milestone_id" bigint NOT NULL REFERENCES "programme_milestone" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "milestone_proof_once" UNIQUE ("milestone_id", "document_id"))
--;
CREATE INDEX "programme_milestoneproof_document_id_31e255b3" ON "programme_milestoneproof" ("document_id")
--;
CREATE INDEX "programme_milestoneproof_made_by_id_55afc1df" ON "programme_milestoneproof" ("made_by_id")
--;
CREATE INDEX "programme_milestoneproof_milestone_id_8c850084" ON "programme_milestoneproof" ("milestone_id")
--;
CREATE TABLE "programme_entrypast" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "what" varchar(10) NOT NULL, "number" bigint NOT NULL, "values" text NULL CHECK ((JSON_VALID("values") OR "values" IS NULL)), "until" datetime NOT NULL, "changed_by_id" bigint NULL REFERENCES "evidence_user" ("id") DEFERRABLE INITIALLY DEFERRED)
--;
CREATE INDEX "programme_entrypast_changed_by_id_b705ac1a" ON "programme_entrypast" ("changed_by_id")
--;
CREATE INDEX "entry_past" ON "programme_entrypast" ("what", "number", "until")
--;
CREATE TABLE "programme_amendment" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "reference" varchar(16) NOT NULL UNIQUE, "before" decimal NOT NULL, "amount" decimal NOT NULL, "day" date NOT NULL, "why" varchar(500) NOT NULL, "state" varchar(8) NOT NULL, "made_at" datetime NOT NULL, "decided_at" datetime NULL, "decided_why" varchar(500) NOT NULL, "decided_by_id" bigint NULL REFERENCES "evidence_user" ("id") DEFERRABLE INITIALLY DEFERRED, "document_id" bigint NOT NULL REFERENCES "programme_document" ("id") DEFERRABLE INITIALLY DEFERRED, "line_id" bigint NOT NULL REFERENCES "programme_line" ("id") DEFERRABLE INITIALLY DEFERRED, "made_by_id" bigint NOT NULL REFERENCES "evidence_user" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "amendment_above_0" CHECK ("amount" > '0'), CONSTRAINT "amendment_four_eyes" CHECK (NOT ("decided_by_id" = ("made_by_id") AND "decided_by_id" IS NOT NULL)), CONSTRAINT "amendment_decided" CHECK ((("decided_by_id" IS NULL AND "state" = 'recorded') OR (NOT ("state" = 'recorded') AND "decided_by_id" IS NOT NULL))))
--;
CREATE UNIQUE INDEX "amendment_waits_alone" ON "programme_amendment" ("line_id") WHERE "state" = 'recorded'
--;
CREATE INDEX "programme_amendment_decided_by_id_3f3ea9bf" ON "programme_amendment" ("decided_by_id")
--;
CREATE INDEX "programme_amendment_document_id_c1061379" ON "programme_amendment" ("document_id")
--;
CREATE INDEX "programme_amendment_line_id_7b4c0a51" ON "programme_amendment" ("line_id")
--;
CREATE INDEX "programme_amendment_made_by_id_a98d3b2b" ON "programme_amendment" ("made_by_id")
--;
CREATE TABLE "programme_organisationreference" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "name" varchar(200) NOT NULL, "key" varchar(200) NOT NULL, "ref" varchar(60) NOT NULL, "kind" varchar(4) NOT NULL, "made_at" datetime NOT NULL, "agency_id" bigint NOT NULL REFERENCES "evidence_agency" ("id") DEFERRABLE INITIALLY DEFERRED, "made_by_id" bigint NOT NULL REFERENCES "evidence_user" ("id") DEFERRABLE INITIALLY DEFERRED, "operation_id" bigint NOT NULL REFERENCES "evidence_operation" ("id") DEFERRABLE INITIALLY DEFERRED)
--;
CREATE INDEX "programme_organisationreference_agency_id_4c7b2949" ON "programme_organisationreference" ("agency_id")
--;
CREATE INDEX "programme_organisationreference_made_by_id_1bc7fd2b" ON "programme_organisationreference" ("made_by_id")
--;
CREATE INDEX "programme_organisationreference_operation_id_0087b006" ON "programme_organisationreference" ("operation_id")
--;
CREATE INDEX "organisation_key" ON "programme_organisationreference" ("operation_id", "agency_id", "key")
--;
CREATE TABLE "returns_case" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "reference" varchar(16) NOT NULL UNIQUE, "opened_at" datetime NOT NULL, "review_due" date NOT NULL, "disposed_at" datetime NULL, "disposed_by" varchar(150) NOT NULL, "disposed_why" text NOT NULL, "agency_id" bigint NOT NULL REFERENCES "evidence_agency" ("id") DEFERRABLE INITIALLY DEFERRED, "caseworker_id" bigint NULL REFERENCES "evidence_user" ("id") DEFERRABLE INITIALLY DEFERRED, "operation_id" bigint NOT NULL REFERENCES "evidence_operation" ("id") DEFERRABLE INITIALLY DEFERRED, "family_id" bigint NULL REFERENCES "returns_family" ("id") DEFERRABLE INITIALLY DEFERRED)
--;
CREATE TABLE "returns_family" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "reference" varchar(16) NOT NULL UNIQUE, "opened_at" datetime NOT NULL, "agency_id" bigint NOT NULL REFERENCES "evidence_agency" ("id") DEFERRABLE INITIALLY DEFERRED, "operation_id" bigint NOT NULL REFERENCES "evidence_operation" ("id") DEFERRABLE INITIALLY DEFERRED)
--;
CREATE TABLE "returns_told" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "who" varchar(200) NOT NULL, "made_at" datetime NOT NULL, "done_by" varchar(150) NOT NULL, "done_at" datetime NULL, "case_id" bigint NOT NULL REFERENCES "returns_case" ("id") DEFERRABLE INITIALLY DEFERRED, "event_id" bigint NOT NULL REFERENCES "returns_caseevent" ("id") DEFERRABLE INITIALLY DEFERRED, "user_id" bigint NULL REFERENCES "evidence_user" ("id") DEFERRABLE INITIALLY DEFERRED)
--;
CREATE TABLE "returns_caseevent" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "number" integer unsigned NOT NULL CHECK ("number" >= 0), "kind" varchar(24) NOT NULL, "at" datetime NOT NULL, "recorded" datetime NOT NULL, "actor" varchar(150) NOT NULL, "second" varchar(150) NOT NULL, "body" text NOT NULL CHECK ((JSON_VALID("body") OR "body" IS NULL)), "erased" bool NOT NULL, "by_id" bigint NULL REFERENCES "evidence_user" ("id") DEFERRABLE INITIALLY DEFERRED, "case_id" bigint NOT NULL REFERENCES "returns_case" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "case_event_once" UNIQUE ("case_id", "number"))
--;
CREATE INDEX "returns_case_agency_id_59224c61" ON "returns_case" ("agency_id")
--;
CREATE INDEX "returns_case_caseworker_id_b117e734" ON "returns_case" ("caseworker_id")
--;
CREATE INDEX "returns_case_operation_id_74c4e3bb" ON "returns_case" ("operation_id")
--;
CREATE INDEX "returns_family_agency_id_f19d1652" ON "returns_family" ("agency_id")
--;
CREATE INDEX "returns_family_operation_id_19e83236" ON "returns_family" ("operation_id")
--;
CREATE INDEX "returns_case_family_id_bc72c5e0" ON "returns_case" ("family_id")
--;
CREATE INDEX "returns_told_case_id_bd397978" ON "returns_told" ("case_id")
--;
CREATE INDEX "returns_told_event_id_66fec509" ON "returns_told" ("event_id")
--;
CREATE INDEX "returns_told_user_id_29df041b" ON "returns_told" ("user_id")
--;
CREATE INDEX "returns_caseevent_by_id_6f6b5f9e" ON "returns_caseevent" ("by_id")
--;
CREATE INDEX "returns_caseevent_case_id_ae9e6305" ON "returns_caseevent" ("case_id")
--;
CREATE INDEX "case_review_due" ON "returns_case" ("operation_id", "agency_id", "review_due")
--;
CREATE INDEX "told_waiting" ON "returns_told" ("user_id", "done_at")
--;
CREATE TRIGGER returns_event_stays BEFORE UPDATE ON returns_caseevent
WHEN NOT (NEW.erased AND NEW.body = '{}' AND NEW.case_id = OLD.case_id AND NEW.number = OLD.number
  AND NEW.kind = OLD.kind AND NEW.at = OLD.at AND NEW.recorded = OLD.recorded
  AND NEW.actor = OLD.actor AND NEW.second = OLD.second)
BEGIN SELECT RAISE(ABORT, 'what happened in a case is never changed'); END
--;
CREATE TABLE "returns_complaint" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "reference" varchar(16) NOT NULL UNIQUE, "said" text NOT NULL, "language" varchar(8) NOT NULL, "how" varchar(20) NOT NULL, "received" date NOT NULL, "recorded_at" datetime NOT NULL, "outcome" varchar(12) NOT NULL, "answer" text NOT NULL, "answered_at" datetime NULL, "about_id" bigint NULL REFERENCES "evidence_user" ("id") DEFERRABLE INITIALLY DEFERRED, "agency_id" bigint NOT NULL REFERENCES "evidence_agency" ("id") DEFERRABLE INITIALLY DEFERRED, "answered_by_id" bigint NULL REFERENCES "evidence_user" ("id") DEFERRABLE INITIALLY DEFERRED, "case_id" bigint NULL REFERENCES "returns_case" ("id") DEFERRABLE INITIALLY DEFERRED, "operation_id" bigint NOT NULL REFERENCES "evidence_operation" ("id") DEFERRABLE INITIALLY DEFERRED, "recorded_by_id" bigint NOT NULL REFERENCES "evidence_user" ("id") DEFERRABLE INITIALLY DEFERRED, "worker_id" bigint NULL REFERENCES "evidence_user" ("id") DEFERRABLE INITIALLY DEFERRED)
--;
CREATE TABLE "returns_followup" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "wave" smallint unsigned NOT NULL CHECK ("wave" >= 0), "code" varchar(10) NOT NULL UNIQUE, "instrument" varchar(61) NOT NULL, "version" varchar(40) NOT NULL, "made_at" datetime NOT NULL, "made_by" varchar(150) NOT NULL, "instance" varchar(120) NOT NULL, "digest" varchar(64) NOT NULL, "taken_at" datetime NULL, "taken_by" varchar(150) NOT NULL, "case_id" bigint NOT NULL REFERENCES "returns_case" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "follow_up_once" UNIQUE ("case_id", "wave"))
--;
CREATE INDEX "returns_complaint_about_id_59561020" ON "returns_complaint" ("about_id")
--;
CREATE INDEX "returns_complaint_agency_id_4dd743a4" ON "returns_complaint" ("agency_id")
--;
CREATE INDEX "returns_complaint_answered_by_id_0c8cc5e2" ON "returns_complaint" ("answered_by_id")
--;
CREATE INDEX "returns_complaint_case_id_cce1c42f" ON "returns_complaint" ("case_id")
--;
CREATE INDEX "returns_complaint_operation_id_1ef6a3db" ON "returns_complaint" ("operation_id")
--;
CREATE INDEX "returns_complaint_recorded_by_id_c64db8eb" ON "returns_complaint" ("recorded_by_id")
--;
CREATE INDEX "returns_complaint_worker_id_cee6da6e" ON "returns_complaint" ("worker_id")
--;
CREATE INDEX "complaint_open" ON "returns_complaint" ("operation_id", "agency_id", "answered_at")
--;
CREATE INDEX "returns_followup_case_id_49c46e5d" ON "returns_followup" ("case_id")
--;
CREATE TABLE "returns_identitycheck" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "ours" text NOT NULL CHECK ((JSON_VALID("ours") OR "ours" IS NULL)), "theirs" text NOT NULL CHECK ((JSON_VALID("theirs") OR "theirs" IS NULL)), "source" varchar(200) NOT NULL, "basis" varchar(20) NOT NULL, "purpose" text NOT NULL, "outcome" varchar(8) NOT NULL, "why" text NOT NULL, "at" datetime NOT NULL, "by_id" bigint NOT NULL REFERENCES "evidence_user" ("id") DEFERRABLE INITIALLY DEFERRED, "case_id" bigint NOT NULL REFERENCES "returns_case" ("id") DEFERRABLE INITIALLY DEFERRED)
--;
CREATE TABLE "returns_madeletter" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "reference" varchar(16) NOT NULL UNIQUE, "kind" varchar(12) NOT NULL, "language" varchar(8) NOT NULL, "said" text NOT NULL CHECK ((JSON_VALID("said") OR "said" IS NULL)), "pdf" BLOB NOT NULL, "sha256" varchar(64) NOT NULL, "is_signed" bool NOT NULL, "earliest" datetime NULL, "made_by" varchar(150) NOT NULL, "made_at" datetime NOT NULL, "served_event" integer unsigned NULL CHECK ("served_event" >= 0), "case_id" bigint NOT NULL REFERENCES "returns_case" ("id") DEFERRABLE INITIALLY DEFERRED)
--;
CREATE INDEX "returns_identitycheck_by_id_7223df5b" ON "returns_identitycheck" ("by_id")
--;
CREATE INDEX "returns_identitycheck_case_id_1b1b5912" ON "returns_identitycheck" ("case_id")
--;
CREATE INDEX "returns_madeletter_case_id_a1c496c0" ON "returns_madeletter" ("case_id")
--;
CREATE TABLE "returns_caseperson" ("case_id" bigint NOT NULL PRIMARY KEY REFERENCES "returns_case" ("id") DEFERRABLE INITIALLY DEFERRED, "name" varchar(300) NOT NULL, "romanised" varchar(300) NOT NULL, "other_names" text NOT NULL CHECK ((JSON_VALID("other_names") OR "other_names" IS NULL)), "father_name" varchar(200) NOT NULL, "mother_name" varchar(200) NOT NULL, "birth_place" varchar(200) NOT NULL, "sex" varchar(6) NOT NULL, "nationality" varchar(2) NOT NULL, "home_area" varchar(200) NOT NULL, "phone" varchar(40) NOT NULL, "lawyer" varchar(300) NOT NULL, "lawyer_contact" varchar(300) NOT NULL, "documents" text NOT NULL CHECK ((JSON_VALID("documents") OR "documents" IS NULL)), "birth_date" varchar(10) NOT NULL)
--;
CREATE INDEX "returns_caseperson_birth_date_d65e3b09" ON "returns_caseperson" ("birth_date")
--;
CREATE TABLE "returns_standing" ("case_id" bigint NOT NULL PRIMARY KEY REFERENCES "returns_case" ("id") DEFERRABLE INITIALLY DEFERRED, "state" varchar(24) NOT NULL, "since" datetime NOT NULL, "touched" datetime NOT NULL, "opened_at" datetime NOT NULL, "route" varchar(12) NOT NULL, "receiver" varchar(12) NOT NULL, "consent" varchar(12) NOT NULL, "consent_withdrawn_at" datetime NULL, "pool" varchar(12) NOT NULL, "barriers_open" smallint unsigned NOT NULL CHECK ("barriers_open" >= 0), "barriers_unknown" smallint unsigned NOT NULL CHECK ("barriers_unknown" >= 0), "barrier_opened" datetime NULL, "review_at" date NULL, "late_barrier" varchar(40) NOT NULL, "late_learned" datetime NULL, "document_kind" varchar(40) NOT NULL, "document_status" varchar(16) NOT NULL, "document_expires" date NULL, "agreed_since" datetime NULL, "idle_since" datetime NULL, "asked_at" datetime NULL, "acceptance_expires" date NULL, "notice_served" datetime NULL, "notice_void" bool NOT NULL, "booked_for" datetime NULL, "proposed_at" datetime NULL, "departed_at" datetime NULL, "arrived_at" datetime NULL, "closed_at" datetime NULL, "last_survey" smallint unsigned NULL CHECK ("last_survey" >= 0), "events" integer unsigned NOT NULL CHECK ("events" >= 0), "agency_id" bigint NOT NULL REFERENCES "evidence_agency" ("id") DEFERRABLE INITIALLY DEFERRED, "caseworker_id" bigint NULL REFERENCES "evidence_user" ("id") DEFERRABLE INITIALLY DEFERRED, "family_id" bigint NULL REFERENCES "returns_family" ("id") DEFERRABLE INITIALLY DEFERRED, "operation_id" bigint NOT NULL REFERENCES "evidence_operation" ("id") DEFERRABLE INITIALLY DEFERRED, "duty" varchar(24) NOT NULL, "duty_from" datetime NULL, "first_expires" date NULL, "unknown_from" datetime NULL, "unknown_turns" text NOT NULL CHECK ((JSON_VALID("unknown_turns") OR "unknown_turns" IS NULL)))
--;
CREATE INDEX "returns_standing_caseworker_id_b00b3115" ON "returns_standing" ("caseworker_id")
--;
CREATE INDEX "returns_standing_family_id_9a47517e" ON "returns_standing" ("family_id")
--;
CREATE INDEX "standing_stage" ON "returns_standing" ("operation_id", "agency_id", "state", "receiver", "since", "route", "caseworker_id")
--;
CREATE INDEX "standing_idle" ON "returns_standing" ("operation_id", "agency_id", "idle_since", "state", "receiver", "route", "caseworker_id")
--;
CREATE INDEX "standing_expires" ON "returns_standing" ("operation_id", "agency_id", "first_expires", "state", "receiver", "route", "caseworker_id")
--;
CREATE INDEX "standing_duty" ON "returns_standing" ("operation_id", "agency_id", "duty_from", "duty", "state", "receiver", "route", "caseworker_id")
--;
CREATE INDEX "standing_late" ON "returns_standing" ("operation_id", "agency_id", "late_learned", "state", "receiver", "route", "caseworker_id")
--;
CREATE INDEX "standing_asked" ON "returns_standing" ("operation_id", "agency_id", "asked_at", "state", "receiver", "route", "caseworker_id")
--;
CREATE INDEX "standing_touched" ON "returns_standing" ("operation_id", "agency_id", "touched", "state", "receiver", "route", "caseworker_id")
--;
CREATE INDEX "standing_pool" ON "returns_standing" ("operation_id", "agency_id", "pool", "touched", "state", "receiver", "route", "caseworker_id")
--;
CREATE INDEX "standing_unknown" ON "returns_standing" ("operation_id", "agency_id", "unknown_from", "state", "receiver", "route", "caseworker_id")
--;
CREATE TABLE "django_session" ("session_key" varchar(40) NOT NULL PRIMARY KEY, "session_data" text NOT NULL, "expire_date" datetime NOT NULL)
--;
CREATE INDEX "django_session_expire_date_a5c62663" ON "django_session" ("expire_date")
--;
CREATE TABLE "site_loginlink" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "token_hash" varchar(64) NOT NULL UNIQUE, "expires_at" datetime NOT NULL, "used_at" datetime NULL, "user_id" bigint NOT NULL REFERENCES "evidence_user" ("id") DEFERRABLE INITIALLY DEFERRED)
--;
CREATE INDEX "site_loginlink_user_id_df3c4ad6" ON "site_loginlink" ("user_id")
--;
CREATE TABLE "site_throttle" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "key" varchar(64) NOT NULL UNIQUE, "failures" integer unsigned NOT NULL CHECK ("failures" >= 0), "last_at" datetime NOT NULL, "until" datetime NULL)
--;
CREATE TABLE "site_startlink" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "token_hash" varchar(64) NOT NULL UNIQUE, "made_by" varchar(150) NOT NULL, "expires_at" datetime NOT NULL, "used_at" datetime NULL, "user_id" bigint NOT NULL REFERENCES "evidence_user" ("id") DEFERRABLE INITIALLY DEFERRED)
--;
CREATE TABLE "site_factorreset" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "reason" text NOT NULL, "asked_by" varchar(150) NOT NULL, "asked_at" datetime NOT NULL, "closed_by" varchar(150) NOT NULL, "closed_at" datetime NULL, "done" bool NOT NULL, "user_id" bigint NOT NULL REFERENCES "evidence_user" ("id") DEFERRABLE INITIALLY DEFERRED)
--;
CREATE INDEX "site_startlink_user_id_7ae25191" ON "site_startlink" ("user_id")
--;
CREATE UNIQUE INDEX "one_open_reset_a_user" ON "site_factorreset" ("user_id") WHERE "closed_at" IS NULL
--;
CREATE INDEX "site_factorreset_user_id_1e64884f" ON "site_factorreset" ("user_id")
--;
CREATE TABLE "socialaccount_socialapp" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "provider" varchar(30) NOT NULL, "name" varchar(40) NOT NULL, "client_id" varchar(191) NOT NULL, "secret" varchar(191) NOT NULL, "key" varchar(191) NOT NULL, "provider_id" varchar(200) NOT NULL, "settings" text NOT NULL CHECK ((JSON_VALID("settings") OR "settings" IS NULL)))
--;
CREATE TABLE "socialaccount_socialtoken" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "token" text NOT NULL, "token_secret" text NOT NULL, "expires_at" datetime NULL, "account_id" integer NOT NULL REFERENCES "socialaccount_socialaccount" ("id") DEFERRABLE INITIALLY DEFERRED, "app_id" integer NULL REFERENCES "socialaccount_socialapp" ("id") DEFERRABLE INITIALLY DEFERRED)
--;
CREATE UNIQUE INDEX "socialaccount_socialtoken_app_id_account_id_fca4e0ac_uniq" ON "socialaccount_socialtoken" ("app_id", "account_id")
--;
CREATE INDEX "socialaccount_socialtoken_account_id_951f210e" ON "socialaccount_socialtoken" ("account_id")
--;
CREATE INDEX "socialaccount_socialtoken_app_id_636a42d7" ON "socialaccount_socialtoken" ("app_id")
--;
CREATE TABLE "socialaccount_socialaccount" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "provider" varchar(200) NOT NULL, "uid" varchar(191) NOT NULL, "last_login" datetime NOT NULL, "date_joined" datetime NOT NULL, "user_id" bigint NOT NULL REFERENCES "evidence_user" ("id") DEFERRABLE INITIALLY DEFERRED, "extra_data" text NOT NULL CHECK ((JSON_VALID("extra_data") OR "extra_data" IS NULL)))
--;
CREATE UNIQUE INDEX "socialaccount_socialaccount_provider_uid_fc810c6e_uniq" ON "socialaccount_socialaccount" ("provider", "uid")
--;
CREATE INDEX "socialaccount_socialaccount_user_id_8146e70c" ON "socialaccount_socialaccount" ("user_id")
--;
CREATE TABLE "usersessions_usersession" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "created_at" datetime NOT NULL, "ip" char(39) NOT NULL, "last_seen_at" datetime NOT NULL, "session_key" varchar(40) NOT NULL UNIQUE, "user_agent" varchar(200) NOT NULL, "data" text NOT NULL CHECK ((JSON_VALID("data") OR "data" IS NULL)), "user_id" bigint NOT NULL REFERENCES "evidence_user" ("id") DEFERRABLE INITIALLY DEFERRED)
--;
CREATE INDEX "usersessions_usersession_user_id_af5e0a6d" ON "usersessions_usersession" ("user_id")
--;
