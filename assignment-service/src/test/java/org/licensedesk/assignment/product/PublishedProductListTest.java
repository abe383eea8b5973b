package org.licensedesk.assignment.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.licensedesk.assignment.product.PublishedProductList.Listed;
import org.licensedesk.assignment.product.PublishedProductList.Remark;
import org.licensedesk.chassis.web.Refusal;

class PublishedProductListTest {

    private static final String HEADER =
            "Product_Display_Name,String_Id,GUID,Service_Plan_Name,Service_Plan_Id,Service_Plans_Included_Friendly_Names\r\n";
    private static final String VISIO = "c5928f49-12ba-48f7-ada3-0d743a3601d5";
    private static final String OTHER = "00000000-12ba-48f7-ada3-0d743a3601d5";

    @Test
    void theRowsOfAProductBecomeItsServicePlans() {
        var list = read(row("Visio Plan 2", "VISIO", VISIO, "ONLINE", "Visio web")
                + row("Visio Plan 2", "VISIO", VISIO, "EXCHANGE", "Exchange"));

        assertThat(list.products()).singleElement().satisfies(visio -> {
            assertThat(visio.name()).isEqualTo("Visio Plan 2");
            assertThat(visio.vendorId()).hasToString(VISIO);
            assertThat(visio.servicePlans())
                    .containsExactly(new ServicePlan("ONLINE", "Visio web"), new ServicePlan("EXCHANGE", "Exchange"));
        });
        assertThat(list.rejected()).isEmpty();
        assertThat(list.encoding()).isEqualTo("UTF-8");
    }

    @Test
    void windows1252AndNonBreakingSpacesAreRead() {
        byte[] sent = (HEADER
                        + row("Privacy \u2013 \u00A0requests ", "PRIVACY\u00A0", VISIO, "P", "Dataverse\u00A0BASE"))
                .getBytes(Charset.forName("windows-1252"));

        var list = PublishedProductList.read(sent);

        assertThat(list.encoding()).isEqualTo("Windows-1252");
        assertThat(list.products()).singleElement().satisfies(product -> {
            assertThat(product.sku()).isEqualTo("PRIVACY");
            assertThat(product.name()).isEqualTo("Privacy \u2013  requests");
            assertThat(product.servicePlans()).containsExactly(new ServicePlan("P", "Dataverse BASE"));
        });
    }

    @Test
    void aByteOrderMarkIsNoPartOfTheFirstColumn() {
        var list = PublishedProductList.read(
                ("\uFEFF" + HEADER + row("Visio", "VISIO", VISIO, "P", "P")).getBytes(StandardCharsets.UTF_8));

        assertThat(list.products()).extracting(Listed::sku).containsExactly("VISIO");
    }

    @Test
    void columnsMayStandInAnyOrder() {
        var list = PublishedProductList.read("""
                guid,string_id,product_display_name,service_plans_included_friendly_names,service_plan_name
                c5928f49-12ba-48f7-ada3-0d743a3601d5,VISIO,"Visio, the second",Web,ONLINE
                """.getBytes(StandardCharsets.UTF_8));

        assertThat(list.products()).singleElement().satisfies(visio -> {
            assertThat(visio.name()).isEqualTo("Visio, the second");
            assertThat(visio.servicePlans()).containsExactly(new ServicePlan("ONLINE", "Web"));
        });
    }

    @Test
    void aSecondNameOfAProductIsNotedAndTheFirstKept() {
        var list = read(row("Visio", "VISIO", VISIO, "A", "A") + row("Visio (new)", "VISIO", VISIO, "B", "B"));

        assertThat(list.products()).singleElement().satisfies(visio -> {
            assertThat(visio.name()).isEqualTo("Visio");
            assertThat(visio.servicePlans()).hasSize(2);
        });
        assertThat(list.notes())
                .containsExactly(new Remark(3, "VISIO", "Named \"Visio (new)\" here; \"Visio\" of line 2 was kept."));
        assertThat(list.rejected()).isEmpty();
    }

    @Test
    void aStringIdThatNamesASecondProductIsRejectedWithBoth() {
        var list = read(row("Visio", "VISIO", VISIO, "A", "A") + row("Video", "VISIO", OTHER, "B", "B"));

        assertThat(list.products())
                .singleElement()
                .satisfies(visio -> assertThat(visio.servicePlans()).hasSize(1));
        assertThat(list.rejected()).singleElement().satisfies(row -> {
            assertThat(row.line()).isEqualTo(3);
            assertThat(row.cause()).contains("Visio", VISIO, "line 2", "Video", OTHER);
        });
    }

    @Test
    void everyBadRowIsNamedWithItsLineAndTheGoodOnesAreTaken() {
        var list = read("Visio,VISIO\r\n"
                + row("No sku", " ", VISIO, "P", "P")
                + row("", "NAMELESS", VISIO, "P", "P")
                + row("Odd", "ODD", "no-guid", "P", "P")
                + row("Slash", "A/B", VISIO, "P", "P")
                + row("Bell\u0007", "BELL", VISIO, "P", "P")
                + row("Fine", "FINE", VISIO, "P", "P"));

        assertThat(list.rejected()).extracting(Remark::line).containsExactly(2L, 3L, 4L, 5L, 6L, 7L);
        assertThat(list.rejected().get(0).cause()).isEqualTo("The row has 2 fields instead of 6.");
        assertThat(list.products()).extracting(Listed::sku).containsExactly("FINE");
    }

    @Test
    void linesAreCountedAcrossQuotedLineBreaks() {
        var list =
                read(row("\"Visio\nfor two lines\"", "VISIO", VISIO, "P", "P") + row("", "NAMELESS", VISIO, "P", "P"));

        assertThat(list.rejected()).extracting(Remark::line).containsExactly(2L, 4L);
    }

    @Test
    void whatIsNoListIsRefused() {
        assertThatThrownBy(() -> PublishedProductList.read(new byte[0]))
                .isInstanceOf(Refusal.class)
                .hasMessage("Line 1: The file is empty.");
        assertThatThrownBy(() -> PublishedProductList.read(new byte[] {'P', 'K', 3, 4, 0, 0}))
                .isInstanceOf(Refusal.class)
                .hasMessage("Line 1: This is no text file.");
        assertThatThrownBy(() -> PublishedProductList.read("email,sku\nada@example.org,VISIO\n".getBytes()))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("missing: Product_Display_Name, String_Id, GUID");
    }

    @Test
    void junkIsAnsweredAndNeverBreaksTheReader() {
        long seed = System.nanoTime();
        System.out.println("PublishedProductListTest seed " + seed);
        Random random = new Random(seed);
        for (int round = 0; round < 300; round++) {
            byte[] junk = new byte[random.nextInt(400)];
            random.nextBytes(junk);
            byte[] header = random.nextBoolean() ? HEADER.getBytes(StandardCharsets.UTF_8) : new byte[0];
            byte[] sent = new byte[header.length + junk.length];
            System.arraycopy(header, 0, sent, 0, header.length);
            System.arraycopy(junk, 0, sent, header.length, junk.length);

            try {
                assertThat(PublishedProductList.read(sent).products())
                        .allSatisfy(product ->
                                assertThat(Sku.objectionTo(product.sku())).isEmpty());
            } catch (Refusal refused) {
                assertThat(refused.kind()).isEqualTo(Refusal.Kind.INVALID);
            }
        }
    }

    @Test
    void theRealListIsReadWhole() throws IOException {
        Path real = Path.of("../../shared/data/microsoft-products.csv");
        assumeThat(real).exists();

        var list = PublishedProductList.read(Files.readAllBytes(real));

        assertThat(list.products()).hasSize(413);
        assertThat(list.rejected()).isEmpty();
        assertThat(list.encoding()).isEqualTo("Windows-1252");
        assertThat(list.products())
                .extracting(Listed::sku)
                .contains("Microsoft 365 A3 Suite features for faculty", "VISIOCLIENT");
        assertThat(list.products().stream()
                        .flatMap(product -> product.servicePlans().stream())
                        .map(ServicePlan::friendlyName))
                .contains("Dataverse for Customer Insights BASE");
    }

    private static PublishedProductList read(String rows) {
        return PublishedProductList.read((HEADER + rows).getBytes(StandardCharsets.UTF_8));
    }

    private static String row(String name, String sku, String guid, String plan, String planName) {
        return String.join(",", name, sku, guid, plan, "604ec28a-ae18-4bc6-91b0-11da94504ba9", planName) + "\r\n";
    }
}
