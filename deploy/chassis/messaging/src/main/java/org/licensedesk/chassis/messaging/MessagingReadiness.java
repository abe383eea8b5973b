package org.licensedesk.chassis.messaging;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.jboss.logging.Logger;

/** Ready while the database answers. A broker that is away is shown, and is no reason to turn people away. */
@Readiness
class MessagingReadiness implements HealthCheck {
    private static final Logger LOG = Logger.getLogger(MessagingReadiness.class);

    private final MessagingFigures figures;
    private final ConsumerLag lag;

    MessagingReadiness(MessagingFigures figures, ConsumerLag lag) {
        this.figures = figures;
        this.lag = lag;
    }

    @Override
    public HealthCheckResponse call() {
        var response = HealthCheckResponse.named("database, with events in and out");
        try {
            MessagingFigures.Figures now = figures.look();
            return response.up()
                    .withData("unsent events", now.unsent())
                    .withData("oldest unsent, seconds", (long) now.oldestUnsentSeconds())
                    .withData("parked events", now.parked())
                    .withData("lag, events", (long) lag.events())
                    .build();
        } catch (RuntimeException e) {
            LOG.debug("Not ready", e);
            return response.down()
                    .withData("database", e.getClass().getSimpleName())
                    .build();
        }
    }
}
