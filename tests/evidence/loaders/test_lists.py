"""Published lists become entities with all they say; everybody in these files is invented."""

from pathlib import Path

import pytest

from hawkari.evidence.loaders import loader_for
from tests.evidence.loaders.list_files import EU_NAMESPACE
from tests.evidence.loaders.reading import SaidOf, everything_said, read


def said(path: Path) -> SaidOf:
    """What the first row of a file says, as schema, property, value; nothing may be left."""
    (outcome,), context = read(path)
    assert not outcome.refused
    assert not context.unused.counts
    return everything_said(outcome)


def about(found: SaidOf, schema: str) -> set[tuple[str, str]]:
    return {(prop, value) for kind, prop, value in found if kind == schema}


@pytest.fixture
def un_file(tmp_path: Path) -> Path:
    body = """<CONSOLIDATED_LIST><INDIVIDUALS><INDIVIDUAL>
      <DATAID>17</DATAID><VERSIONNUM>1</VERSIONNUM>
      <FIRST_NAME>HAVAL</FIRST_NAME><SECOND_NAME>RESHID</SECOND_NAME>
      <THIRD_NAME>BAKIR</THIRD_NAME><FOURTH_NAME/>
      <NAME_ORIGINAL_SCRIPT>هه‌ڤاڵ ڕه‌شید</NAME_ORIGINAL_SCRIPT>
      <UN_LIST_TYPE>Test</UN_LIST_TYPE><REFERENCE_NUMBER>TSi.017</REFERENCE_NUMBER>
      <LISTED_ON>2014-11-14-05:00</LISTED_ON><GENDER>Male</GENDER>
      <SUBMITTED_BY>Nobody</SUBMITTED_BY><COMMENTS1>Invented.</COMMENTS1>
      <TITLE><VALUE>Dr</VALUE></TITLE><DESIGNATION><VALUE>Boatman</VALUE></DESIGNATION>
      <NATIONALITY><VALUE>Iraq</VALUE><VALUE>Atlantis</VALUE></NATIONALITY>
      <LIST_TYPE><VALUE>UN List</VALUE></LIST_TYPE>
      <LAST_DAY_UPDATED><VALUE>2016-10-13</VALUE></LAST_DAY_UPDATED>
      <INDIVIDUAL_ALIAS><QUALITY>Good</QUALITY><ALIAS_NAME>Abu A</ALIAS_NAME>
        <CITY_OF_BIRTH>Zakho</CITY_OF_BIRTH></INDIVIDUAL_ALIAS>
      <INDIVIDUAL_ALIAS><QUALITY>Low</QUALITY><ALIAS_NAME>Abu B</ALIAS_NAME></INDIVIDUAL_ALIAS>
      <INDIVIDUAL_ALIAS><QUALITY/><ALIAS_NAME/></INDIVIDUAL_ALIAS>
      <INDIVIDUAL_ADDRESS><STREET>Quay 2</STREET><CITY>Basra</CITY><COUNTRY>Iraq</COUNTRY>
        <NOTE>former</NOTE></INDIVIDUAL_ADDRESS>
      <INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>EXACT</TYPE_OF_DATE><DATE>1971-02-03</DATE>
      </INDIVIDUAL_DATE_OF_BIRTH>
      <INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>APPROXIMATELY</TYPE_OF_DATE><YEAR>1972</YEAR>
      </INDIVIDUAL_DATE_OF_BIRTH>
      <INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>BETWEEN</TYPE_OF_DATE><FROM_YEAR>1960</FROM_YEAR>
        <TO_YEAR>1965</TO_YEAR></INDIVIDUAL_DATE_OF_BIRTH>
      <INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>EXACT</TYPE_OF_DATE><NOTE>Nov. 1973 </NOTE>
      </INDIVIDUAL_DATE_OF_BIRTH>
      <INDIVIDUAL_PLACE_OF_BIRTH><CITY>Akre</CITY><COUNTRY>Iraq</COUNTRY>
      </INDIVIDUAL_PLACE_OF_BIRTH>
      <INDIVIDUAL_DOCUMENT><TYPE_OF_DOCUMENT>Passport</TYPE_OF_DOCUMENT><NUMBER>A12</NUMBER>
        <ISSUING_COUNTRY>Iraq</ISSUING_COUNTRY><DATE_OF_ISSUE>2010-05-06</DATE_OF_ISSUE>
        <CITY_OF_ISSUE>Erbil</CITY_OF_ISSUE><NOTE>lost</NOTE></INDIVIDUAL_DOCUMENT>
      <INDIVIDUAL_DOCUMENT/><SORT_KEY/><SORT_KEY_LAST_MOD/>
    </INDIVIDUAL></INDIVIDUALS></CONSOLIDATED_LIST>"""
    path = tmp_path / "un.xml"
    path.write_text(body, encoding="utf-8")
    return path


def test_an_individual_of_the_un_list(un_file: Path):
    found = said(un_file)
    person = about(found, "Person")
    assert {
        ("name", "HAVAL RESHID BAKIR"), ("name", "هه‌ڤاڵ ڕه‌شید"), ("alias", "Abu A"),
        ("weakAlias", "Abu B"), ("title", "Dr"), ("position", "Boatman"), ("gender", "male"),
        ("nationality", "iq"), ("notes", "nationality: Atlantis"), ("notes", "Invented."),
        ("birthDate", "1971-02-03"), ("birthDate", "1972"), ("birthDate", "1973-11"),
        ("notes", "Date of birth: approximately 1972"),
        ("notes", "Date of birth: between 1960 and 1965"), ("birthPlace", "Akre, Iraq"),
        ("notes", "Alias Abu A: City of birth Zakho"), ("notes", "Address: Quay 2 former"),
        ("address", "Quay 2, Basra, Iraq"), ("passportNumber", "A12"), ("topics", "sanction"),
        ("notes", "Submitted by: Nobody"), ("notes", "Programme: Test"),
    } <= person  # fmt: skip
    assert ("birthDate", "1960") not in person
    assert {
        ("number", "A12"), ("country", "iq"), ("startDate", "2010-05-06"),
        ("summary", "issued in Erbil; lost"), ("holder", "list:un-17"),
    } <= about(found, "Passport")  # fmt: skip
    assert {
        ("program", "Test"), ("unscId", "TSi.017"), ("listingDate", "2014-11-14"),
        ("entity", "list:un-17"), ("authority", "UN Security Council"),
    } == about(found, "Sanction")  # fmt: skip


def test_a_field_that_nobody_knows_is_reported_not_lost(un_file: Path):
    text = un_file.read_text(encoding="utf-8")
    un_file.write_text(text.replace("<SORT_KEY/>", "<HEIGHT>190</HEIGHT>"), encoding="utf-8")
    (outcome,), context = read(un_file)
    assert outcome.statements
    assert context.unused.counts == {"field HEIGHT": 1}


def test_a_list_that_ends_too_early_gives_what_is_whole_and_says_so(un_file: Path):
    text = un_file.read_text(encoding="utf-8")
    un_file.write_text(text.replace("</INDIVIDUALS>", "<INDIVIDUAL><DATAID>18"), encoding="utf-8")
    whole, broken = read(un_file)[0]
    assert whole.statements
    assert broken.damaged
    assert broken.refused[0].row == "after entry 1"


def test_entities_and_outside_references_end_the_reading(un_file: Path):
    text = un_file.read_text(encoding="utf-8")
    un_file.write_text(f'<!DOCTYPE x [<!ENTITY a "b">]>{text}', encoding="utf-8")
    (only,), _ = read(un_file)
    assert only.damaged
    assert "entities" in only.refused[0].problem


def test_a_person_of_the_eu_list(tmp_path: Path):
    path = tmp_path / "eu.xml"
    path.write_text(
        f"""<export xmlns="{EU_NAMESPACE}" generationDate="2026-01-02"><sanctionEntity
        designationDetails="" unitedNationId="TSi.017" euReferenceNumber="EU.17.1" logicalId="17">
        <remark>Invented.</remark>
        <regulation regulationType="amendment" organisationType="council"
          publicationDate="2020-01-02" entryIntoForceDate="2020-01-03" numberTitle="1/2020 (OJ L1)"
          programme="TST" logicalId="3"><publicationUrl>https://example.org/1</publicationUrl>
        </regulation>
        <subjectType code="person" classificationCode="P"/>
        <nameAlias firstName="Haval" middleName="" lastName="Reshid" wholeName="Haval Reshid"
          function="Boatman" gender="M" title="Dr" nameLanguage="" strong="true" logicalId="5"
          regulationLanguage="en"><regulationSummary regulationType="a" numberTitle="1"/>
        </nameAlias>
        <nameAlias wholeName="هفال رشيد" nameLanguage="AR" strong="true" logicalId="6"/>
        <nameAlias wholeName="The Boatman" strong="false" logicalId="7"><remark>seen once</remark>
        </nameAlias>
        <citizenship countryIso2Code="IQ" countryDescription="IRAQ" region="" logicalId="8"/>
        <birthdate circa="true" calendarType="GREGORIAN" city="Akre" zipCode="" year="1971"
          region="" place="" countryIso2Code="IQ" countryDescription="IRAQ" logicalId="9"/>
        <birthdate circa="false" calendarType="GREGORIAN" yearRangeFrom="1960" yearRangeTo="1965"
          countryIso2Code="00" countryDescription="UNKNOWN" logicalId="10"/>
        <birthdate circa="false" calendarType="ISLAMIC" birthdate="1391-01-01" year="1391"
          countryIso2Code="00" logicalId="11"/>
        <identification diplomatic="false" knownExpired="true" issuedBy="Erbil" number="A12"
          latinNumber="" nameOnDocument="H. Reshid" identificationTypeCode="passport"
          identificationTypeDescription="National passport" validTo="2015-05-06" logicalId="12"
          countryIso2Code="IQ" countryDescription="IRAQ"><remark>lost</remark></identification>
        <address street="Quay 2" city="Basra" zipCode="61001" poBox="7" region="" place=""
          asAtListingTime="false" countryIso2Code="IQ" countryDescription="IRAQ" logicalId="13">
          <contactInfo key="PHONE" value="+447700900101"/>
          <contactInfo key="FAX" value="none"/></address>
        </sanctionEntity></export>""",
        encoding="utf-8",
    )
    found = said(path)
    assert {
        ("name", "Haval Reshid"), ("alias", "هفال رشيد"), ("weakAlias", "The Boatman"),
        ("notes", "Name The Boatman: seen once"), ("gender", "male"), ("title", "Dr"),
        ("position", "Boatman"), ("nationality", "iq"), ("birthDate", "1971"),
        ("notes", "Date of birth: approximately 1971"), ("birthCountry", "iq"),
        ("notes", "Date of birth: between 1960 and 1965"), ("passportNumber", "A12"),
        ("notes", "Date of birth: 1391-01-01 in the calendar islamic"), ("notes", "Invented."),
        ("address", "PO box 7, Quay 2, 61001, Basra, IRAQ"), ("phone", "+447700900101"),
        ("notes", "Fax: none"), ("notes", "EU reference: EU.17.1"), ("notes", "Programme: TST"),
    } <= about(found, "Person")  # fmt: skip
    assert {
        ("type", "National passport"), ("endDate", "2015-05-06"), ("authority", "Erbil"),
        ("summary", "knownExpired; lost; H. Reshid"),
    } <= about(found, "Passport")  # fmt: skip
    assert {
        ("program", "TST"), ("authorityId", "1/2020 (OJ L1)"), ("startDate", "2020-01-03"),
        ("sourceUrl", "https://example.org/1"), ("unscId", "TSi.017"),
    } <= about(found, "Sanction")  # fmt: skip


def test_an_individual_of_the_uk_list(tmp_path: Path):
    path = tmp_path / "uk.xml"
    path.write_text(
        """<Designations><DateGenerated>02/01/2026</DateGenerated><Designation>
        <LastUpdated>01/02/2023</LastUpdated><DateDesignated>31/12/2020</DateDesignated>
        <UniqueID>TST0017</UniqueID><OFSIGroupID>99</OFSIGroupID>
        <UNReferenceNumber>TSi.017</UNReferenceNumber>
        <Names><Name><Name1>Haval</Name1><Name6>RESHID</Name6><NameType>Primary Name</NameType>
        </Name><Name><Name6>The Boatman</Name6><NameType>Alias</NameType>
        <AliasStrength>Low quality a.k.a</AliasStrength></Name>
        <Name><Name6>Hewal Reshid</Name6><NameType>Primary Name Variation</NameType></Name></Names>
        <NonLatinNames><NonLatinName><NameNonLatinScript>هفال رشيد</NameNonLatinScript>
        <NonLatinScriptType>Arabic</NonLatinScriptType>
        <NonLatinScriptLanguage>Arabic</NonLatinScriptLanguage></NonLatinName></NonLatinNames>
        <RegimeName>The Test Regulations 2020</RegimeName>
        <IndividualEntityShip>Individual</IndividualEntityShip>
        <DesignationSource>UK</DesignationSource><SanctionsImposed>Asset freeze</SanctionsImposed>
        <SanctionsImposedIndicators><AssetFreeze>true</AssetFreeze><TravelBan>true</TravelBan>
        <Deflag>false</Deflag></SanctionsImposedIndicators>
        <OtherInformation>Invented.</OtherInformation>
        <UKStatementofReasons>A test.</UKStatementofReasons>
        <Titles><Title>Dr</Title></Titles>
        <Addresses><Address><AddressLine1>Quay 2</AddressLine1><AddressLine6>Basra</AddressLine6>
        <AddressPostalCode>61001</AddressPostalCode><AddressCountry>Iraq</AddressCountry></Address>
        </Addresses>
        <PhoneNumbers><PhoneNumber>+447700900101</PhoneNumber><PhoneNumber>two</PhoneNumber>
        </PhoneNumbers>
        <IndividualDetails><Individual><DOBs><DOB>dd/mm/1971</DOB><DOB>12/03/1972</DOB></DOBs>
        <BirthDetails><Location><TownOfBirth>Akre</TownOfBirth><CountryOfBirth>Iraq</CountryOfBirth>
        </Location></BirthDetails><Nationalities><Nationality>Iraq</Nationality></Nationalities>
        <PassportDetails><Passport><PassportNumber>A12</PassportNumber>
        <PassportAdditionalInformation>lost</PassportAdditionalInformation></Passport>
        </PassportDetails></Individual></IndividualDetails></Designation></Designations>""",
        encoding="utf-8",
    )
    (outcome,), context = read(path)
    found = {(s.schema, s.prop, s.value) for s in outcome.statements}
    assert not outcome.refused
    assert not context.unused.counts
    assert {
        ("name", "Haval RESHID"), ("weakAlias", "The Boatman"), ("alias", "Hewal Reshid"),
        ("name", "هفال رشيد"), ("birthDate", "1971"), ("birthDate", "1972-03-12"),
        ("birthPlace", "Akre, Iraq"), ("nationality", "iq"), ("passportNumber", "A12"),
        ("address", "Quay 2, Basra, 61001, Iraq"), ("phone", "+447700900101"),
        ("notes", "phone: two"), ("notes", "OFSI group: 99"), ("title", "Dr"),
    } <= about(found, "Person")  # fmt: skip
    assert {
        ("program", "The Test Regulations 2020"), ("listingDate", "2020-12-31"),
        ("reason", "A test."), ("provisions", "Asset freeze, TravelBan"),
    } <= about(found, "Sanction")  # fmt: skip
    (arabic,) = [s for s in outcome.statements if s.lang]
    assert (arabic.value, arabic.lang) == ("هفال رشيد", "ara")


def test_a_ship_of_the_uk_list(tmp_path: Path):
    path = tmp_path / "uk.xml"
    path.write_text(
        """<Designations><Designation><UniqueID>TST0018</UniqueID>
        <Names><Name><Name6>SEAGULL</Name6><NameType>Primary Name</NameType></Name></Names>
        <IndividualEntityShip>Ship</IndividualEntityShip><ShipDetails><Ship>
        <IMONumbers><IMONumber>IMO9074729</IMONumber></IMONumbers>
        <CurrentBelievedFlagOfShips><CurrentBelievedFlagOfShip>Panama</CurrentBelievedFlagOfShip>
        </CurrentBelievedFlagOfShips><TypeOfShipDetails><TypeOfShip>Trawler</TypeOfShip>
        </TypeOfShipDetails><TonnageOfShipDetails><TonnageOfShip>about 90</TonnageOfShip>
        </TonnageOfShipDetails><YearsBuilt><YearBuilt>1999</YearBuilt></YearsBuilt>
        <CurrentOwnerOperators><CurrentOwnerOperator>Nobody Ltd</CurrentOwnerOperator>
        </CurrentOwnerOperators></Ship></ShipDetails></Designation></Designations>""",
        encoding="utf-8",
    )
    assert {
        ("name", "SEAGULL"), ("flag", "pa"), ("type", "Trawler"), ("buildDate", "1999"),
        ("notes", "tonnage: about 90"), ("notes", "Owner or operator: Nobody Ltd"),
    } <= about(said(path), "Vessel")  # fmt: skip


def test_an_individual_of_ofacs_xml(tmp_path: Path):
    path = tmp_path / "sdn.xml"
    path.write_text(
        """<sdnList xmlns="http://tempuri.org/sdnList.xsd"><publshInformation><Record_Count>1
        </Record_Count></publshInformation><sdnEntry><uid>17</uid><firstName>Haval</firstName>
        <lastName>RESHID</lastName><title>Boatman</title><sdnType>Individual</sdnType>
        <remarks>(Linked To: NOBODY)</remarks><programList><program>TST</program></programList>
        <idList><id><uid>1</uid><idType>Passport</idType><idNumber>A12</idNumber>
        <idCountry>Iraq</idCountry><expirationDate>06 May 2015</expirationDate></id>
        <id><uid>2</uid><idType>Gender</idType><idNumber>Male</idNumber></id>
        <id><uid>3</uid><idType>Secondary sanctions risk:</idType><idNumber>section 1</idNumber>
        </id></idList><akaList><aka><uid>4</uid><type>a.k.a.</type><category>weak</category>
        <lastName>BOATMAN</lastName><firstName>The</firstName></aka>
        <aka><uid>5</uid><type>f.k.a.</type><category>strong</category><lastName>BAKIR</lastName>
        </aka></akaList><addressList><address><uid>6</uid><address1>Quay 2</address1>
        <city>Basra</city><country>Iraq</country></address></addressList>
        <nationalityList><nationality><uid>7</uid><country>Iraq</country><mainEntry>true</mainEntry>
        </nationality></nationalityList>
        <dateOfBirthList><dateOfBirthItem><uid>8</uid><dateOfBirth>circa 1971</dateOfBirth>
        <mainEntry>true</mainEntry></dateOfBirthItem><dateOfBirthItem><uid>9</uid>
        <dateOfBirth>1960 to 1965</dateOfBirth><mainEntry>false</mainEntry></dateOfBirthItem>
        <dateOfBirthItem><uid>10</uid><dateOfBirth>03 Feb 1972</dateOfBirth></dateOfBirthItem>
        </dateOfBirthList><placeOfBirthList><placeOfBirthItem><uid>11</uid>
        <placeOfBirth>Akre, Iraq</placeOfBirth><mainEntry>true</mainEntry></placeOfBirthItem>
        </placeOfBirthList></sdnEntry></sdnList>""",
        encoding="utf-8",
    )
    found = said(path)
    assert {
        ("name", "Haval RESHID"), ("weakAlias", "The BOATMAN"), ("previousName", "BAKIR"),
        ("birthDate", "1971"), ("birthDate", "1972-02-03"), ("gender", "male"),
        ("notes", "Date of birth: 1960 to 1965"), ("notes", "Secondary sanctions risk: section 1"),
        ("passportNumber", "A12"), ("nationality", "iq"), ("birthPlace", "Akre, Iraq"),
        ("address", "Quay 2, Basra, Iraq"), ("title", "Boatman"),
    } <= about(found, "Person")  # fmt: skip
    assert ("endDate", "2015-05-06") in about(found, "Passport")


def test_ofacs_three_tables_are_about_the_same_entities(tmp_path: Path):
    parties = tmp_path / "sdn.csv"
    parties.write_text(
        '17,"RESHID, Haval",individual,TST] [TSU,Boatman,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"DOB circa '
        "1971; alt. DOB 03 Feb 1972; POB Akre, Iraq; Passport A12 (Iraq); alt. Passport B13; "
        "a.k.a. 'THE BOATMAN'; Linked To: NOBODY.\"\r\n\x1a\r\n"
    )
    aliases, addresses = tmp_path / "alt.csv", tmp_path / "add.csv"
    aliases.write_text('17,1,fka,"BAKIR, Haval",-0- \r\n')
    addresses.write_text('17,1,"Quay 2",Basra,Iraq,-0- \r\n')
    found = said(parties)
    assert {
        ("name", "Haval RESHID"), ("alias", "THE BOATMAN"), ("birthDate", "1971"),
        ("birthDate", "1972-02-03"), ("birthPlace", "Akre, Iraq"), ("passportNumber", "A12"),
        ("passportNumber", "B13"), ("notes", "Remarks: Linked To: NOBODY"),
        ("notes", "Programme: TST"), ("notes", "Programme: TSU"),
    } <= about(found, "Person")  # fmt: skip
    assert about(said(aliases), "LegalEntity") == {("previousName", "BAKIR, Haval")}
    assert ("address", "Quay 2, Basra, Iraq") in about(said(addresses), "LegalEntity")
    ids = {s.entity_id for path in (parties, aliases) for s in read(path)[0][0].statements}
    assert "list:ofac-17" in ids


def test_a_line_of_none_of_the_three_tables_is_refused_alone(tmp_path: Path):
    path = tmp_path / "sdn.csv"
    good = '17,"RESHID",-0- ,TST' + ",-0- " * 8
    path.write_text(f"{good}\r\nwrong,1,2\r\n{good.replace('17', '18')}\r\n")
    first, wrong, last = read(path)[0]
    assert first.statements
    assert last.statements
    assert wrong.refused[0].row == "2"


def test_a_table_of_numbers_is_no_list_of_ofac(tmp_path: Path):
    path = tmp_path / "calls.csv"
    path.write_text("1,2,3,4,5,6\n1,x,y,z,a,b\n")
    assert loader_for(path).name == "delimited"


@pytest.mark.parametrize(
    ("remark", "schema", "found"),
    [
        ("DOB 03 Feb 1972", "Person", {("birthDate", "1972-02-03")}),
        ("alt. DOB Feb 1973", "Person", {("birthDate", "1973-02")}),
        ("DOB 1960 to 1965", "Person", {("notes", "Date of birth: 1960 to 1965")}),
        ("nationality Iraq", "Person", {("nationality", "iq")}),
        ("alt. nationality Iran", "Person", {("nationality", "ir")}),
        ("Nationality Iraq", "Person", {("nationality", "iq")}),
        ("POB Akre (Iraq)", "Person", {("birthPlace", "Akre (Iraq)")}),
        (
            "Passport A12 (Iraq) issued 12 Jan 2010 expires 11 Jan 2020", "Passport",
            {("number", "A12"), ("country", "iq"), ("startDate", "2010-01-12"),
             ("endDate", "2020-01-11")},
        ),
        (
            "alt. Passport B13 issued 2010", "Passport",
            {("number", "B13"), ("startDate", "2010")},
        ),
        (
            "National ID No. 17 (Iraq) (lost; found)", "Identification",
            {("number", "17"), ("country", "iq"), ("summary", "(lost; found)")},
        ),
        ("Linked To: NOBODY", "Person", {("notes", "Remarks: Linked To: NOBODY")}),
    ],
)  # fmt: skip
@pytest.mark.parametrize("form", ["xml", "csv"])
def test_ofacs_remarks_lose_nothing_in_either_form(
    tmp_path: Path, form: str, remark: str, schema: str, found: set[tuple[str, str]]
):
    path = tmp_path / f"sdn.{form}"
    whole = f"Invented; {remark}."
    path.write_text(
        f'17,"RESHID, Haval",individual,TST{",-0- " * 7},"{whole}"\r\n'
        if form == "csv"
        else "<sdnList><sdnEntry><uid>17</uid><lastName>RESHID</lastName><firstName>Haval"
        f"</firstName><sdnType>Individual</sdnType><remarks>{whole}</remarks></sdnEntry></sdnList>",
        encoding="utf-8",
    )
    everything = said(path)
    assert found <= about(everything, schema)
    assert ("country", "iq") not in about(everything, "Person")


@pytest.mark.parametrize(
    ("years", "note"),
    [
        ("<FROM_YEAR>1960</FROM_YEAR>", "from 1960"),
        ("<TO_YEAR>1965</TO_YEAR>", "until 1965"),
    ],
)
def test_a_range_that_is_open_at_one_end_is_no_date_of_birth(un_file: Path, years: str, note: str):
    text = un_file.read_text(encoding="utf-8")
    both = "<FROM_YEAR>1960</FROM_YEAR>\n        <TO_YEAR>1965</TO_YEAR>"
    assert both in text
    un_file.write_text(text.replace(both, years), encoding="utf-8")
    person = about(said(un_file), "Person")
    assert ("notes", f"Date of birth: {note}") in person
    assert not {("birthDate", "1960"), ("birthDate", "1965")} & person
