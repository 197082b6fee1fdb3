"""What a program may ask about a file that it sends: its refused rows, to mend and load again."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Field, File, Form, Router, Schema, UploadedFile

from hawkari.desks.intelligence.services.loading import (
    may_name_agency,
    own_agency,
    refused_of_upload,
)
from hawkari.desks.intelligence.views.common import exported
from hawkari.desks.programs import REFUSALS, access_of
from hawkari.evidence.loading.files import Terms

__all__ = ["loading_router"]

loading_router = Router()


class FileTerms(Schema):
    """Whose a file is, and how it is read."""

    source: str = Field(min_length=1, max_length=60, description="The dataset's short name")
    agency: str = Field("", max_length=40, description="Its short name; in a team, always your own")
    country: str = Field("", max_length=2, description="Of national phone numbers, e.g. IQ")


@loading_router.post("/refused-rows", response={200: Any, **REFUSALS}, operation_id="refused_rows")
def refused_of_file(
    request: HttpRequest, file: File[UploadedFile], terms: Form[FileTerms]
) -> HttpResponse:
    """The rows of a file that would be refused, as CSV to mend and load; audited, nothing kept."""
    access = access_of(request)
    own = own_agency(access)
    agency = (terms.agency or own) if may_name_agency(access) else own
    read = Terms(agency=agency, source=terms.source, country=terms.country)
    return exported(refused_of_upload(access, file, read))
