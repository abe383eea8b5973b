package org.licensedesk.request.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.licensedesk.chassis.testing.Contracts;
import org.licensedesk.request.intake.ApprovalEvents.DecidedView;
import org.licensedesk.request.intake.ApprovalEvents.RoutedView;
import org.licensedesk.request.intake.ApprovalEvents.UnroutableView;
import org.licensedesk.request.intake.AssignmentEvents.EndedView;
import org.licensedesk.request.intake.AssignmentEvents.PackageView;
import org.licensedesk.request.intake.AssignmentEvents.ProductDefinedView;
import org.licensedesk.request.intake.AssignmentEvents.ProductView;
import org.licensedesk.request.intake.AssignmentEvents.ReasonAddedView;
import org.licensedesk.request.intake.AssignmentEvents.SeatAssignedView;
import org.licensedesk.request.intake.AssignmentEvents.WaitlistedView;
import org.licensedesk.request.intake.DirectoryEvents.PersonDeactivatedView;
import org.licensedesk.request.intake.DirectoryEvents.PersonView;

/** What we read of the others is what they promise. */
class ContractTest {
    static Stream<Arguments> whatWeListenTo() {
        return Stream.of(
                Arguments.of("ApprovalRequested.v1", RoutedView.class),
                Arguments.of("ApprovalRerouted.v1", RoutedView.class),
                Arguments.of("ApprovalUnroutable.v1", UnroutableView.class),
                Arguments.of("RequestApproved.v1", DecidedView.class),
                Arguments.of("RequestRejected.v1", DecidedView.class),
                Arguments.of("SeatAssigned.v1", SeatAssignedView.class),
                Arguments.of("ReasonAdded.v1", ReasonAddedView.class),
                Arguments.of("ReasonEnded.v1", EndedView.class),
                Arguments.of("SeatReleased.v1", EndedView.class),
                Arguments.of("Waitlisted.v1", WaitlistedView.class),
                Arguments.of("WaitingPlaceEnded.v1", EndedView.class),
                Arguments.of("ReasonBlocked.v1", EndedView.class),
                Arguments.of("AssignmentRefused.v1", EndedView.class),
                Arguments.of("ProductDefined.v1", ProductDefinedView.class),
                Arguments.of("PersonDeactivated.v1", PersonDeactivatedView.class),
                Arguments.of("Person.v1", PersonView.class),
                Arguments.of("Product.v1", ProductView.class),
                Arguments.of("Package.v1", PackageView.class));
    }

    @ParameterizedTest
    @MethodSource("whatWeListenTo")
    void ourViewReadsTheSample(String event, Class<? extends Record> view) throws ReflectiveOperationException {
        var read = Contracts.sample(event, view);

        for (var component : view.getRecordComponents()) {
            component.getAccessor().setAccessible(true);
            var value = component.getAccessor().invoke(read);
            assertThat(value != null || maySaySo(component.getName()))
                    .as("%s of %s", component.getName(), event)
                    .isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("whatWeListenTo")
    void nothingWeReadMayBeLeftOut(String event, Class<? extends Record> view) {
        Contracts.everyComponentOf(view).isRequiredIn(event);
    }

    private static boolean maySaySo(String component) {
        return Stream.of("dueAt", "endsOn", "reason").anyMatch(component::equals);
    }
}
