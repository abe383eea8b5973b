package org.licensedesk.request.intake;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import org.licensedesk.chassis.messaging.Received;
import org.licensedesk.request.catalogue.LicensePackage;
import org.licensedesk.request.catalogue.Product;
import org.licensedesk.request.people.PersonRef;
import org.licensedesk.request.tracking.HeldSeats;
import org.licensedesk.request.tracking.Move;
import org.licensedesk.request.tracking.PartMove;
import org.licensedesk.request.tracking.RequestStatus;
import org.licensedesk.request.tracking.WaitingList;

/** Our views of what assignment-service tells about seats and products. */
final class AssignmentEvents {
    private AssignmentEvents() {}

    /** Why something ended, for a person to read. */
    record CauseView(String sentence) {}

    /** What every event about a reason says of where it comes from. */
    interface OfAReason {
        UUID reasonId();

        String reasonType();

        String source();

        String sku();

        /** Why it ended; null where it did not. */
        default String because() {
            return null;
        }

        /** The request it stems from; none where an administrator or a rule gave the seat. */
        default Optional<UUID> request() {
            return "REQUEST".equals(reasonType()) ? Optional.of(UUID.fromString(source())) : Optional.empty();
        }

        /** The request for a package of which it is a part, if so. */
        default Optional<UUID> requestOfPackage() {
            return "PACKAGE".equals(reasonType()) ? Optional.of(UUID.fromString(source())) : Optional.empty();
        }
    }

    /** The moves that these events mean for requests. */
    static <T extends OfAReason> List<Move> moves(List<Received<T>> events, BiFunction<UUID, Received<T>, Move> move) {
        return events.stream()
                .flatMap(event -> event.body().request().map(id -> move.apply(id, event)).stream())
                .toList();
    }

    /** The moves that these events mean for parts of packages. */
    static <T extends OfAReason> List<PartMove> partMoves(List<Received<T>> events, RequestStatus to) {
        return events.stream()
                .flatMap(event -> event
                        .body()
                        .requestOfPackage()
                        .map(id -> new PartMove(
                                id,
                                event.body().sku(),
                                event.body().reasonId(),
                                to,
                                event.envelope().time(),
                                event.body().because()))
                        .stream())
                .toList();
    }

    /** A seat was given. */
    record SeatAssignedView(
            UUID reasonId,
            String reasonType,
            String source,
            String sku,
            String productName,
            PersonRef holder,
            UUID seatId,
            Instant since,
            LocalDate endsOn)
            implements OfAReason {
        HeldSeats.Reason reason() {
            return new HeldSeats.Reason(reasonId, seatId, reasonType, source, sku, productName, holder, since, endsOn);
        }
    }

    /** The seat was there already. */
    record ReasonAddedView(
            UUID reasonId,
            String reasonType,
            String source,
            String sku,
            String productName,
            PersonRef holder,
            UUID seatId,
            LocalDate endsOn)
            implements OfAReason {
        HeldSeats.Reason reason(Instant since) {
            return new HeldSeats.Reason(reasonId, seatId, reasonType, source, sku, productName, holder, since, endsOn);
        }
    }

    /** The pool was empty. */
    record WaitlistedView(
            UUID reasonId, String reasonType, String source, String sku, PersonRef holder, Instant grantedAt)
            implements OfAReason {
        WaitingList.Place place() {
            return new WaitingList.Place(reasonId, sku, holder.id(), grantedAt);
        }
    }

    /** A reason ended, its place in the waiting list did, or it was refused or blocked. */
    record EndedView(UUID reasonId, String reasonType, String source, String sku, CauseView cause)
            implements OfAReason {
        @Override
        public String because() {
            return cause.sentence();
        }

        static HeldSeats.Ended ended(Received<EndedView> event) {
            return new HeldSeats.Ended(event.body().reasonId(), event.envelope().time());
        }

        static Move move(UUID requestId, Received<EndedView> event) {
            return Move.ended(
                    requestId, event.envelope().time(), event.body().cause().sentence());
        }
    }

    /** A product and its pool as they are now. */
    record ProductView(
            String sku,
            String name,
            BigDecimal monthlyPrice,
            String currency,
            boolean requestable,
            int purchased,
            int used,
            int waiting,
            String state,
            List<String> requires,
            List<String> excludes) {
        Product product() {
            return new Product(
                    sku,
                    name,
                    monthlyPrice,
                    currency,
                    requestable,
                    purchased,
                    used,
                    waiting,
                    state,
                    orNone(requires),
                    orNone(excludes));
        }

        // states of an earlier time say nothing of them
        private static List<String> orNone(List<String> skus) {
            return skus == null ? List.of() : skus;
        }
    }

    /** A package as it is now. */
    record PackageView(
            String id, String name, String description, List<String> skus, Integer validDays, boolean deleted) {
        LicensePackage licensePackage() {
            return new LicensePackage(id, name, description, skus, validDays, deleted);
        }
    }

    /** One of the things a product brings. */
    record ServicePlanView(String friendlyName) {}

    /** A product was defined: we read what it is for. */
    record ProductDefinedView(String sku, List<ServicePlanView> servicePlans) {
        List<String> plans() {
            return servicePlans.stream().map(ServicePlanView::friendlyName).toList();
        }
    }
}
