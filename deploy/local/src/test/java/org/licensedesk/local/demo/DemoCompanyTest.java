package org.licensedesk.local.demo;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingInt;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.licensedesk.local.demo.DemoCompany.Person;
import org.licensedesk.local.demo.DemoCompany.Product;
import org.licensedesk.local.demo.DemoCompany.Wish;
import org.licensedesk.local.oidc.Account;

class DemoCompanyTest {

    private final DemoCompany company = new DemoCompany();
    private final Map<String, Person> people =
            company.people().stream().collect(Collectors.toMap(Person::email, Function.identity()));
    private final Map<String, Product> products =
            company.products().stream().collect(Collectors.toMap(Product::sku, Function.identity()));
    private final Map<String, DemoCompany.Package> packages =
            company.packages().stream().collect(Collectors.toMap(DemoCompany.Package::id, Function.identity()));

    @Test
    void everyManagerIsOneOfThePeople() {
        assertThat(people.values())
                .filteredOn(person -> !person.manager().isEmpty())
                .allSatisfy(person -> assertThat(people).containsKey(person.manager()));
    }

    @Test
    void nobodyIsTheirOwnManagersManager() {
        assertThat(people.values()).allSatisfy(person -> {
            Set<String> above = new HashSet<>();
            for (String manager = person.manager();
                    !manager.isEmpty();
                    manager = people.get(manager).manager()) {
                assertThat(above.add(manager))
                        .as("a circle above " + person.email())
                        .isTrue();
            }
        });
    }

    @Test
    void thereAreThreeLevelsOfManagers() {
        assertThat(people.values()).anySatisfy(person -> {
            Person manager = people.get(person.manager());
            Person director = people.get(manager.manager());
            assertThat(director.manager()).isEqualTo("ada.moreno@harbour.example");
        });
    }

    @Test
    void someTwoHundredPeopleWorkInItsDepartments() {
        assertThat(people).hasSizeBetween(180, 220);
        assertThat(people.values().stream().map(Person::department).distinct()).hasSizeGreaterThanOrEqualTo(8);
        assertThat(people.values()).allSatisfy(person -> {
            assertThat(person.email()).endsWith("@harbour.example").isLowerCase();
            assertThat(person.name()).isNotBlank();
            assertThat(person.title()).isNotBlank();
        });
    }

    @Test
    void itUsesADozenProductsWithSmallPools() {
        assertThat(products).hasSize(12);
        assertThat(products.values())
                .allSatisfy(product -> assertThat(product.seats()).isBetween(1, 40));
    }

    @Test
    void theRunningOrdersOfAProductMakeItsSeats() {
        Map<String, Integer> running = company.lots().stream()
                .filter(lot -> lot.firstYear() <= 0)
                .collect(groupingBy(DemoCompany.Lot::sku, summingInt(DemoCompany.Lot::quantity)));

        assertThat(products.values())
                .allSatisfy(product -> assertThat(running).containsEntry(product.sku(), product.seats()));
    }

    @Test
    void itsPastIsThatOfKnownProductsAndPeople() {
        assertThat(company.past()).allSatisfy(past -> {
            assertThat(products).containsKey(past.sku());
            assertThat(past.used())
                    .hasSize(12)
                    .allSatisfy(used -> assertThat(used).isLessThanOrEqualTo(past.purchased()));
            assertThat(past.waiting().size()).isIn(0, 12);
        });
        assertThat(company.uses()).allSatisfy(use -> {
            assertThat(people).containsKey(use.email());
            assertThat(products).containsKey(use.sku());
        });
    }

    @Test
    void everyWishIsForAKnownProductByAndForKnownPeople() {
        assertThat(company.wishes()).allSatisfy(wish -> {
            assertThat(people).containsKey(wish.requester());
            assertThat(products.containsKey(wish.sku()) || packages.containsKey(wish.sku()))
                    .as("%s is a product or a package", wish.sku())
                    .isTrue();
            assertThat(wish.why().strip()).hasSizeBetween(10, 2_000);
            if (wish.beneficiaryOrNull() != null) {
                assertThat(managersOf(wish.beneficiaryOrNull())).contains(wish.requester());
            }
        });
    }

    @Test
    void nobodyWantsTheSameTwice() {
        assertThat(company.wishes().stream()
                        .map(wish -> wish.sku() + (wish.beneficiary() == null ? wish.by() : wish.beneficiary())))
                .doesNotHaveDuplicates();
    }

    @Test
    void everyOutcomeHappens() {
        assertThat(company.wishes().stream().map(Wish::outcome)).contains(Outcome.values());
    }

    @Test
    void whoeverRejectsOrWithdrawsSaysWhy() {
        assertThat(company.wishes())
                .filteredOn(wish -> List.of(Outcome.REJECT, Outcome.WITHDRAW, Outcome.WITHDRAW_FROM_LINE)
                        .contains(wish.outcome()))
                .allSatisfy(wish -> assertThat(wish.reason()).isNotBlank());
    }

    @Test
    void seatsLastForThoseWhoGetOneAndAreGoneForThoseWhoWait() {
        Map<String, Integer> given = company.wishes().stream()
                .filter(wish -> wish.outcome() == Outcome.APPROVE || wish.outcome() == Outcome.RETURN)
                .filter(wish -> !packages.containsKey(wish.sku()))
                .collect(groupingBy(Wish::sku, summingInt(wish -> 1)));

        assertThat(given)
                .allSatisfy((sku, seats) ->
                        assertThat(seats).isLessThanOrEqualTo(products.get(sku).seats()));
        assertThat(company.wishes())
                .filteredOn(wish -> wish.outcome().isDecidedLate() && !packages.containsKey(wish.sku()))
                .allSatisfy(wish -> assertThat(given.get(wish.sku()))
                        .isEqualTo(products.get(wish.sku()).seats()));
    }

    @Test
    void aPackageConsistsOfProductsAndWhoGetsItPartlyWaitsForAPartWithoutSeats() {
        assertThat(packages.values())
                .allSatisfy(one -> assertThat(products).containsKeys(one.skus().toArray(String[]::new)));
        assertThat(company.wishes())
                .filteredOn(wish -> wish.outcome() == Outcome.PARTLY)
                .isNotEmpty()
                .allSatisfy(wish -> assertThat(packages.get(wish.sku()).skus())
                        .anySatisfy(sku -> assertThat(company.wishes())
                                .filteredOn(other -> other.sku().equals(sku) && other.outcome() == Outcome.APPROVE)
                                .hasSize(products.get(sku).seats())));
    }

    @Test
    void nobodyCanDecideForTheOnlyOwnerWithoutAManager() {
        assertThat(company.wishes())
                .filteredOn(wish -> wish.outcome() == Outcome.NOBODY_CAN)
                .allSatisfy(wish -> {
                    assertThat(people.get(wish.requester()).manager()).isEmpty();
                    assertThat(DemoCompany.LICENSE_OWNERS).containsExactly(wish.requester());
                });
    }

    @Test
    void everybodyCanSignInAndADozenHaveAPart() {
        List<Account> accounts = company.accounts();

        assertThat(accounts).extracting(Account::email).containsExactlyInAnyOrderElementsOf(people.keySet());
        assertThat(accounts).extracting(Account::name).doesNotContainNull();
        assertThat(accounts).filteredOn(account -> account.part() != null).hasSize(12);
        assertThat(accounts.stream().flatMap(account -> account.roles().stream()))
                .containsExactlyInAnyOrder("license-admin", "auditor");
    }

    private List<String> managersOf(String email) {
        var managers = new java.util.ArrayList<String>();
        for (String manager = people.get(email).manager();
                !manager.isEmpty();
                manager = people.get(manager).manager()) {
            managers.add(manager);
        }
        return managers;
    }

    @Test
    void theFileIsTheOneThatPeopleImport() {
        String header = new String(company.peopleFile()).lines().findFirst().orElseThrow();

        assertThat(Arrays.asList(header.split(",")))
                .containsExactly("email", "display_name", "title", "department", "manager_email");
    }
}
