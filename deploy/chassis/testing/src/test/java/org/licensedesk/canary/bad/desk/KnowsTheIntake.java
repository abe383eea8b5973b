package org.licensedesk.canary.bad.desk;

import org.licensedesk.canary.bad.intake.Consumer;

class KnowsTheIntake {
    Consumer consumer;
}
