package org.licensedesk.canary.bad.seat;

class Seats {
    String take() {
        return "insert into pool values (?, ?) on conflict (sku) do update set used = excluded.used";
    }
}
