package org.licensedesk.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class CompanyTest {
    private final Company company = Company.forWorkflows(25_000, 300);

    @Test
    void nobodyAsksForTheSameProductTwice() {
        var errands = LongStream.range(0, 25_000).mapToObj(company::spread).toList();

        assertThat(errands).doesNotHaveDuplicates();
    }

    @Test
    void neighboursAskForOtherProductsOfOtherManagers() {
        var errands = LongStream.range(4_990, 5_022).mapToObj(company::spread).toList();

        assertThat(errands).extracting(Company.Errand::sku).doesNotHaveDuplicates();
        assertThat(errands).extracting(Company.Errand::manager).doesNotHaveDuplicates();
    }

    @Test
    void aHotProductIsAskedForByEachEmployeeOnce() {
        var errands = LongStream.range(0, 300)
                .mapToObj(number -> company.hot(2, number))
                .toList();

        assertThat(errands).extracting(Company.Errand::employee).doesNotHaveDuplicates();
        assertThat(errands).extracting(Company.Errand::sku).containsOnly("HOT_2");
    }

    @Test
    void itNeverRepeatsItselfInSilence() {
        assertThatThrownBy(() -> company.spread(company.employees() * 100L)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> company.hot(0, company.employees())).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void theDirectoryNamesEveryEmployeesManager() {
        var lines = company.directory().lines().toList();

        assertThat(lines.get(0)).isEqualTo("email,display_name,title,department,manager_email");
        assertThat(lines).hasSize(1 + 1 + 100 + company.employees());
        assertThat(lines).contains("employee105@bench.example,Employee 105,Engineer,Team 5,manager5@bench.example");
    }
}
