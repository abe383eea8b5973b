package org.licensedesk.canary.bad.desk;

import org.licensedesk.canary.bad.ask.GoesRoundWithDesk;

/** Half of a cycle. */
public class GoesRoundWithAsk {
    GoesRoundWithDesk other;
}
