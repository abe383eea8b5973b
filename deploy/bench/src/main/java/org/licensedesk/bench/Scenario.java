package org.licensedesk.bench;

/** So many clients at once, each carrying one workflow after the other, over so many products. */
record Scenario(int clients, int products) {
    Scenario {
        if (clients < 1 || products < 1) {
            throw new IllegalArgumentException("a scenario has at least one client and one product");
        }
    }

    String name() {
        return clients
                + (clients == 1 ? " client, " : " clients, ")
                + (products == 1 ? "one hot product" : products + " products");
    }
}
