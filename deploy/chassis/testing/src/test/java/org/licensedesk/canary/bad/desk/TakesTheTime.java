package org.licensedesk.canary.bad.desk;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Date;

class TakesTheTime {
    Object instant = Instant.now();
    Object date = LocalDate.now(ZoneOffset.UTC);
    Object old = new Date();
    Object millis = System.currentTimeMillis();
}
