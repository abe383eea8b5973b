package org.licensedesk.canary.bad.ask;

import org.licensedesk.canary.bad.desk.GoesRoundWithAsk;

/** The other half. */
public class GoesRoundWithDesk {
    GoesRoundWithAsk other;
}
