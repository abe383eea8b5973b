package org.licensedesk.chassis.web;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.licensedesk.chassis.web.Asker.nobody;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TryServers.class)
class OpenApiTest {

    @Test
    void thePublicApiIsDescribedWithoutItsPages() {
        var document =
                nobody().accept("application/json").get("/q/openapi").then().statusCode(200);

        document.body("info.title", equalTo("License Desk: try-service"))
                .body("paths", hasKey("/try/api/orders"))
                .body("paths", not(hasKey("/try/form")))
                .body("paths", not(hasKey("/try/attention/parked")))
                .body("components.securitySchemes.bearer.scheme", equalTo("bearer"))
                .body("components.schemas.Problem.properties.violations.type", equalTo("array"))
                .body("components.schemas", not(hasKey("TemplateInstance")))
                .body("components.schemas", not(hasKey("EngineImpl")))
                .body(containsString("application/problem+json"));
    }
}
