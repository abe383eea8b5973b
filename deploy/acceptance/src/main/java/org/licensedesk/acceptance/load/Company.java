package org.licensedesk.acceptance.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;

/**
 * An invented company to put under load: a boss, managers below, employees below these, and some employees without a manager,
 * whose requests go to two license owners.
 */
final class Company {
    static final String ADMINISTRATOR = "administrator@licensedesk.local";
    static final String AUDITOR = "auditor@licensedesk.local";

    private static final String DOMAIN = "@race.example";
    private static final String BOSS = "boss" + DOMAIN;
    private static final String HEADER = "email,display_name,title,department,manager_email\n";

    private final List<String> managers = new ArrayList<>();
    private final List<String> employees = new ArrayList<>();
    private final List<String> owners = List.of("owner1" + DOMAIN, "owner2" + DOMAIN);
    private final Map<String, String> managerOf = new ConcurrentHashMap<>();

    /** A company of this size; every fifth employee has no manager. */
    Company(int managerCount, int employeeCount) {
        for (int i = 0; i < managerCount; i++) {
            managers.add("manager" + i + DOMAIN);
        }
        for (int i = 0; i < employeeCount; i++) {
            String employee = "employee" + i + DOMAIN;
            employees.add(employee);
            if (i % 5 != 4) {
                managerOf.put(employee, managers.get(i % managerCount));
            }
        }
    }

    /** Brings it into the system, with its products and their pools. */
    void settle(Client administrator, Map<String, Integer> pools) {
        require(
                administrator
                        .put(ADMINISTRATOR, "/approvals/api/people", directory())
                        .isAccepted(),
                "the people");
        require(
                administrator
                        .put(ADMINISTRATOR, "/approvals/api/license-owners", Map.of("emails", owners))
                        .isAccepted(),
                "the license owners");
        pools.forEach((sku, purchased) -> {
            Map<String, Object> product = Map.of("name", "Product " + sku, "monthlyPrice", 10, "currency", "EUR");
            require(
                    administrator
                            .put(ADMINISTRATOR, "/assignments/api/products/" + sku, product)
                            .isAccepted(),
                    sku);
            require(administrator.resize(ADMINISTRATOR, sku, purchased).isAccepted(), sku);
        });
    }

    private static void require(boolean accepted, String what) {
        if (!accepted) {
            throw new IllegalStateException("the system did not take " + what + ": nothing to put under load");
        }
    }

    private String directory() {
        StringBuilder csv = new StringBuilder(HEADER);
        csv.append(BOSS).append(",The Boss,Director,Management,\n");
        owners.forEach(owner -> csv.append(owner).append(",An Owner,License Owner,Purchasing,\n"));
        managers.forEach(manager -> csv.append(manager)
                .append(",A Manager,Team Lead,Engineering,")
                .append(BOSS)
                .append('\n'));
        employees.forEach(employee -> csv.append(row(employee, managerOf.getOrDefault(employee, ""))));
        return csv.toString();
    }

    private static String row(String employee, String manager) {
        return employee + ",An Employee,Engineer,Engineering," + manager + "\n";
    }

    /** Gives an employee another manager; their open requests go with them. */
    void move(Client administrator, String employee, Random random) {
        String manager = managers.get(random.nextInt(managers.size()));
        String csv = HEADER + row(employee, manager);
        // one at a time: this company's own idea of who reports to whom must be the last one imported
        synchronized (managerOf) {
            if (administrator.put(ADMINISTRATOR, "/approvals/api/people", csv).isAccepted()) {
                managerOf.put(employee, manager);
            }
        }
    }

    /** Somebody who may decide on this employee's requests, as far as one knows. */
    String anApproverOf(String employee, Random random) {
        String manager = managerOf.get(employee);
        return manager != null ? manager : owners.get(random.nextInt(owners.size()));
    }

    /** Anybody at all. */
    String anybody(Random random) {
        return random.nextBoolean() ? anEmployee(random) : managers.get(random.nextInt(managers.size()));
    }

    /** Somebody who may ask for a license. */
    String anEmployee(Random random) {
        return employees.get(random.nextInt(employees.size()));
    }

    List<String> employees() {
        return employees;
    }

    /** Everybody who will ever call. */
    List<String> everybody() {
        List<String> all = new ArrayList<>(List.of(ADMINISTRATOR, AUDITOR, BOSS));
        all.addAll(owners);
        all.addAll(managers);
        all.addAll(employees);
        return all;
    }
}
