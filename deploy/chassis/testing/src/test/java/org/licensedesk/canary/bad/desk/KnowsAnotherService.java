package org.licensedesk.canary.bad.desk;

import org.licensedesk.canary.good.desk.Desk;

class KnowsAnotherService {
    Desk desk;
}
