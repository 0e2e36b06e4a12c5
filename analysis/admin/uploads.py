"""Registry files in the administration: to be downloaded, and uploaded with a look before."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from analysis import registry_uploads
from analysis.admin.access import person
from analysis.models import RegistryUpload
from analysis.registry import PLACES_FILE
from analysis.registry_changes import Held
from analysis.registry_rows import RegistryError

LARGEST_BYTES = 20 * 1024 * 1024  # ten times the shipped places
CHANGES_SHOWN = 500
HELD_WORDS = {
    Held.CURATED: gettext_lazy("stays: edited here"),
    Held.UNASKED: gettext_lazy("stays: not in the file"),
}


class UploadForm(forms.Form):
    """One field for each file of a registry; those left blank stay as they are."""

    def __init__(self, *args: Any, names: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.names = names
        for name in names:
            self.fields[name] = forms.FileField(label=name, required=False)
        if PLACES_FILE in names:
            self.fields["country"] = forms.CharField(
                label=_("Country"),
                max_length=3,
                required=False,
                help_text=_("ISO 3166 alpha-3, for a table of units that does not name it"),
            )
        else:
            self.fields["delete_missing"] = forms.BooleanField(
                label=_("Remove what the files do not have"), required=False
            )
        self.fields["overwrite"] = forms.BooleanField(
            label=_("Take the files' word over what was edited here"), required=False
        )

    def clean(self) -> dict[str, Any]:
        """Read the files as text; at least one has to be given."""
        data = super().clean() or {}
        data["files"] = {n: self._text(n, data[n]) for n in self.names if data.get(n)}
        if not data["files"] and not self.errors:
            raise forms.ValidationError(_("Choose a file."))
        return data

    def _text(self, name: str, file: UploadedFile[Any]) -> str:
        if (file.size or 0) > LARGEST_BYTES:
            self.add_error(name, _("The file is too large."))
            return ""
        try:
            text: str = file.read().decode("utf-8-sig")
        except UnicodeDecodeError:
            self.add_error(name, _("This is no UTF-8 text: save it as CSV UTF-8."))
            return ""
        return text.replace("\0", "")


class RegistryFiles(admin.ModelAdmin[Any]):
    """Adds downloads and uploads of registry files to the list of a model."""

    file_names: tuple[str, ...] = ()
    change_list_template = "admin/analysis/registry_list.html"

    def get_urls(self) -> list[URLPattern]:
        name, wrap = f"analysis_{self.opts.model_name}", self.admin_site.admin_view
        return [
            path("export/<str:file>", wrap(self.export), name=f"{name}_export"),
            path("upload/", wrap(self.upload), name=f"{name}_upload"),
            path("upload/<int:upload_id>/", wrap(self.preview), name=f"{name}_preview"),
            *super().get_urls(),
        ]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        context = {"file_names": self.file_names, "can_upload": self.may_upload(request)}
        return super().changelist_view(request, {**context, **(extra_context or {})})

    def may_upload(self, request: HttpRequest) -> bool:
        return self.has_add_permission(request) and self.has_change_permission(request)

    def export(self, request: HttpRequest, file: str) -> HttpResponse:
        """Send one of the registry's files as it stands."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        if file not in self.file_names:
            raise Http404
        response = HttpResponse(registry_uploads.export(file), content_type="text/csv")
        response.headers["Content-Disposition"] = f'attachment; filename="{file}"'
        return response

    def upload(self, request: HttpRequest) -> HttpResponse:
        """Take files in and lead to what they would change, or say what is wrong with them."""
        if not self.may_upload(request):
            raise PermissionDenied
        sent = (request.POST, request.FILES) if request.method == "POST" else ()
        form = UploadForm(*sent, names=self.file_names)
        if not self.has_delete_permission(request):
            form.fields.pop("delete_missing", None)
        complaints: tuple[str, ...] = ()
        if request.method == "POST" and form.is_valid():
            upload = self._upload(request, form.cleaned_data)
            try:
                registry_uploads.plan(upload)
            except RegistryError as error:
                complaints = error.complaints
            else:
                upload.save()
                return self._redirect("preview", upload.pk)
        context = self._context(request, _("Upload registry files"))
        return TemplateResponse(
            request,
            "admin/analysis/upload.html",
            {**context, "form": form, "complaints": complaints},
        )

    def preview(self, request: HttpRequest, upload_id: int) -> HttpResponse:
        """Show what an upload would change, and change it when that is confirmed."""
        if not self.may_upload(request):
            raise PermissionDenied
        upload = get_object_or_404(RegistryUpload, pk=upload_id, applied_at=None)
        if request.method == "POST":
            return self._apply(request, upload)
        try:
            plan = registry_uploads.plan(upload)
        except RegistryError as error:  # what it names left the registry meanwhile
            self.message_user(request, str(error), messages.ERROR)
            return self._redirect("upload")
        rows = [(c, HELD_WORDS[c.held] if c.held else "") for c in plan.report.changes]
        context = {
            **self._context(request, _("What would change")),
            "upload": upload,
            "plan": plan,
            "rows": rows[:CHANGES_SHOWN],
            "more": max(0, len(rows) - CHANGES_SHOWN),
        }
        return TemplateResponse(request, "admin/analysis/preview.html", context)

    def _apply(self, request: HttpRequest, upload: RegistryUpload) -> HttpResponse:
        if upload.delete_missing and not self.has_delete_permission(request):
            raise PermissionDenied
        try:
            done = registry_uploads.apply(upload, digest=request.POST.get("digest", ""))
        except (registry_uploads.Outdated, RegistryError):
            text = _("The registry changed meanwhile: look at it again.")
            self.message_user(request, text, messages.WARNING)
            return self._redirect("preview", upload.pk)
        counts = {"added": done.report.added, "changed": done.report.changed}
        text = _("%(added)d added, %(changed)d changed, %(removed)d removed.")
        text %= {**counts, "removed": done.report.removed}
        self.log_change(request, upload, text)
        self.message_user(request, text)
        return self._redirect("changelist")

    def _upload(self, request: HttpRequest, data: dict[str, Any]) -> RegistryUpload:
        """Make an upload, in the place of what the user never confirmed."""
        user = person(request)
        RegistryUpload.objects.filter(uploaded_by=user, applied_at=None).delete()
        return RegistryUpload(
            files=data["files"],
            overwrite=data["overwrite"],
            delete_missing=data.get("delete_missing", False),
            country=data.get("country", ""),
            uploaded_by=user,
        )

    def _context(self, request: HttpRequest, title: str) -> dict[str, Any]:
        return {**self.admin_site.each_context(request), "title": title, "opts": self.opts}

    def _redirect(self, view: str, *args: int) -> HttpResponseRedirect:
        name = f"admin:analysis_{self.opts.model_name}_{view}"
        return HttpResponseRedirect(reverse(name, args=args))
