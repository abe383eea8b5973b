package org.licensedesk.chassis.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.licensedesk.chassis.web.Asker.ada;
import static org.licensedesk.chassis.web.Asker.nobody;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TryServers.class)
class AccessRefusalsTest {

    private static final Logger ACCESS = Logger.getLogger("org.licensedesk.access");

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Handler listener = new Handler() {
        @Override
        public void publish(LogRecord line) {
            lines.add(new org.jboss.logmanager.formatters.PatternFormatter("%s")
                    .format(org.jboss.logmanager.ExtLogRecord.wrap(line)));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        ACCESS.addHandler(listener);
    }

    @AfterEach
    void stopListening() {
        ACCESS.removeHandler(listener);
    }

    @Test
    void aMissingRoleIsWrittenDownWithoutTheAddressOrTheToken() {
        ada().queryParam("q", "my free text").get("/api/office");

        assertThat(lines)
                .containsExactly("refused 403 FORBIDDEN: GET /try/api/office by subject subject-of-Ada@Example.org");
    }

    @Test
    void whatIsHiddenIsWrittenDownToo() {
        ada().get("/api/orders/0190a6a4-0000-7000-8000-000000000000");

        assertThat(lines).singleElement().asString().startsWith("refused 404 NOT_FOUND: GET /try/api/orders/0190a6a4");
    }

    @Test
    void soIsComingWithoutATokenAndFromAnotherSite() {
        nobody().get("/api/me%0d%0aforged");
        nobody().cookies(SignedIn.session())
                .header("Sec-Fetch-Site", "cross-site")
                .post("/form");

        assertThat(lines).hasSize(2).noneMatch(line -> line.contains("\n"));
        assertThat(lines.get(0))
                .startsWith("refused 401 NOT_SIGNED_IN: GET /try/api/me")
                .endsWith("by nobody signed in");
        assertThat(lines.get(1)).isEqualTo("refused 403 CROSS_SITE: POST /try/form by subject subject-of-ada");
    }
}
