package org.licensedesk.canary.bad.desk;

class TakesASeat {
    String take(String condition) {
        return "UPDATE pool SET updated = now(), used=used+1 " + condition;
    }
}
