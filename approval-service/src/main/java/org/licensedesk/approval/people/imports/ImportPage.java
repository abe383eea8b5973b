package org.licensedesk.approval.people.imports;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.multipart.FileUpload;
import org.licensedesk.approval.people.PeopleSettings;
import org.licensedesk.chassis.messaging.Database;
import org.licensedesk.chassis.web.CurrentUser;
import org.licensedesk.chassis.web.Flash;
import org.licensedesk.chassis.web.Refusal;

/** Sending a file of people, and the report of what it did, which stays. */
@Path("/people")
@RolesAllowed(CurrentUser.LICENSE_ADMIN)
@Blocking
@Produces(MediaType.TEXT_HTML)
class ImportPage {

    private static final int LATEST = 20;
    private static final int ROWS_SHOWN = 1000;

    private final ImportPeople importPeople;
    private final PeopleImports imports;
    private final Database database;
    private final PeopleSettings settings;
    private final CurrentUser currentUser;
    private final Flash flash;
    private final Clock clock;

    ImportPage(
            ImportPeople importPeople,
            PeopleImports imports,
            Database database,
            PeopleSettings settings,
            CurrentUser currentUser,
            Flash flash,
            Clock clock) {
        this.importPeople = importPeople;
        this.imports = imports;
        this.database = database;
        this.settings = settings;
        this.currentUser = currentUser;
        this.flash = flash;
        this.clock = clock;
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance form(View view);

        static native TemplateInstance report(PeopleImports.Summary report, List<RejectedRow> rejected);
    }

    /** The form, what was chosen in it, and the imports before. */
    record View(
            List<PeopleImports.Summary> latest,
            int mostRows,
            boolean replace,
            boolean strict,
            String refusal,
            List<RejectedRow> rejected) {}

    @GET
    @Path("import")
    public TemplateInstance form() {
        return Templates.form(view(false, false, null, List.of()));
    }

    @POST
    @Path("import")
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    public Object importPeople(@RestForm FileUpload file, @RestForm String mode, @RestForm String strict) {
        var replace = "replace".equals(mode);
        try {
            var report = importPeople.take(
                    bytes(file), replace ? ImportMode.REPLACE : ImportMode.MERGE, strict != null, currentUser.email());
            return Response.seeOther(URI.create("/people/imports/" + report.id()))
                    .build();
        } catch (Refusal refusal) {
            return Response.status(refusal.kind().status())
                    .entity(Templates.form(view(replace, strict != null, refusal.sentence(), rejected(refusal))))
                    .build();
        }
    }

    @GET
    @Path("imports/{id: [0-9a-fA-F-]+}")
    public TemplateInstance report(@RestPath UUID id) {
        return database.read(handle -> Templates.report(
                imports.find(handle, id).orElseThrow(() -> Refusal.notFound("There was no such import.")),
                imports.rejectedRows(handle, id, ROWS_SHOWN)));
    }

    @POST
    @Path("imports/{id: [0-9a-fA-F-]+}/acknowledgement")
    public Response acknowledge(@RestPath UUID id) {
        var by = currentUser.email();
        database.doInTransaction(
                tx -> imports.acknowledge(tx, id, by, clock.instant().truncatedTo(ChronoUnit.MICROS)));
        flash.success("Noted. This import no longer asks for attention.");
        return Response.seeOther(URI.create("/people/imports/" + id)).build();
    }

    private View view(boolean replace, boolean strict, String refusal, List<RejectedRow> rejected) {
        return new View(
                database.read(handle -> imports.latest(handle, LATEST)),
                settings.mostRows(),
                replace,
                strict,
                refusal,
                rejected);
    }

    private byte[] bytes(FileUpload file) {
        if (file == null || file.fileName() == null || file.fileName().isBlank()) {
            throw Refusal.invalid("file", "Choose the file first.");
        }
        if (file.size() > settings.mostBytes()) {
            throw Refusal.tooLarge("One file may have up to " + settings.mostBytes() / 1024 / 1024 + " MB.");
        }
        try {
            return Files.readAllBytes(file.uploadedFile());
        } catch (IOException unreadable) {
            throw new UncheckedIOException("the uploaded file", unreadable);
        }
    }

    private static List<RejectedRow> rejected(Refusal refusal) {
        if (refusal.members().get("rejected") instanceof List<?> rows) {
            return rows.stream().map(RejectedRow.class::cast).limit(ROWS_SHOWN).toList();
        }
        return List.of();
    }
}
