package org.licensedesk.bench;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The invented company that the benchmark works on: one boss, a hundred managers, and so many employees below them. Each
 * employee asks for each product once only, as the rules demand; so the supply of workflows is employees x products.
 */
record Company(int employees) {
    static final int PRODUCTS = 100;
    static final int PRODUCTS_IN_BULK = 10;
    static final String JUSTIFICATION =
            "We take over the migration plan in June and need to follow it with the team at the customer's site.";

    private static final int MANAGERS = 100;
    private static final String DOMAIN = "@bench.example";

    /** Who asks for what, and who has to say yes. */
    record Errand(String employee, String manager, String sku) {}

    /** The employees needed for this many workflows over a hundred products, and for this many on a single one. */
    static Company forWorkflows(long overAllProducts, int onOneProduct) {
        var spread = (int) ((overAllProducts + PRODUCTS - 1) / PRODUCTS);
        return new Company(Math.max(Math.max(spread, onOneProduct), MANAGERS));
    }

    /** The employees needed for so many rows of a bulk job, of ten products each. */
    static Company forRows(int rows) {
        return new Company(Math.max((rows + PRODUCTS_IN_BULK - 1) / PRODUCTS_IN_BULK, MANAGERS));
    }

    /** So many rows of a bulk job: every employee gets a product, then the next one. */
    String rows(int firstProduct, int rows) {
        var csv = new StringBuilder("email,sku\n");
        for (var row = 0; row < rows; row++) {
            csv.append(employee(row % employees))
                    .append(',')
                    .append(product(firstProduct + row / employees))
                    .append('\n');
        }
        return csv.toString();
    }

    /** The directory, in the layout of the people import. */
    String directory() {
        var csv = new StringBuilder("email,display_name,title,department,manager_email\n");
        csv.append("boss").append(DOMAIN).append(",The Boss,Managing Director,Management,\n");
        for (var i = 0; i < MANAGERS; i++) {
            csv.append("%s,Manager %d,Team Lead,Team %d,boss%s\n".formatted(manager(i), i, i, DOMAIN));
        }
        for (var i = 0; i < employees; i++) {
            csv.append("%s,Employee %d,Engineer,Team %d,%s\n".formatted(employee(i), i, i % MANAGERS, managerOf(i)));
        }
        return csv.toString();
    }

    /** Everybody who asks for something. */
    List<String> emails() {
        return IntStream.range(0, employees).mapToObj(Company::employee).toList();
    }

    /** The products that workflows are spread over. */
    static List<String> products() {
        return IntStream.range(0, PRODUCTS).mapToObj(Company::product).toList();
    }

    /** The product of the n-th run that is hot on a single one. */
    static String hotProduct(int run) {
        return "HOT_" + run;
    }

    /** The n-th workflow over all products: neighbours have other people and other products, and no pair comes twice. */
    Errand spread(long number) {
        if (number >= (long) employees * PRODUCTS) {
            throw new IllegalStateException(employees + " employees have asked for everything already");
        }
        var person = (int) (number % employees);
        var round = number / employees;
        return new Errand(employee(person), managerOf(person), product((int) ((person + round) % PRODUCTS)));
    }

    /** The n-th workflow of a run on one product. */
    Errand hot(int run, long number) {
        if (number >= employees) {
            throw new IllegalStateException("all " + employees + " employees have asked for it already");
        }
        var person = (int) number;
        return new Errand(employee(person), managerOf(person), hotProduct(run));
    }

    private static String product(int number) {
        return "BENCH_%03d".formatted(number);
    }

    private static String employee(int number) {
        return "employee" + number + DOMAIN;
    }

    private static String manager(int number) {
        return "manager" + number + DOMAIN;
    }

    private static String managerOf(int employee) {
        return manager(employee % MANAGERS);
    }
}
