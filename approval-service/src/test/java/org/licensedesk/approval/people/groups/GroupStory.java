package org.licensedesk.approval.people.groups;

import static io.restassured.http.ContentType.JSON;

import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.licensedesk.approval.Company;
import org.licensedesk.chassis.messaging.EventEnvelope;
import org.licensedesk.chassis.testing.Envelopes;
import org.licensedesk.chassis.testing.Sent;
import org.licensedesk.chassis.testing.Tokens;

/** Tells tests of groups: people and groups that no other test knows, over the public API. */
abstract class GroupStory {

    final String tag = UUID.randomUUID().toString().substring(0, 8);
    Company company;

    @BeforeEach
    void peopleOfOurOwn() {
        company = Company.ofFour();
    }

    boolean isMember(String group, String person) {
        var states = Sent.of("groupMember", id(group) + "/" + company.id(person));
        return !states.isEmpty() && Envelopes.body(lastOf(states)).get("member").asBoolean();
    }

    static EventEnvelope lastOf(List<EventEnvelope> events) {
        return events.get(events.size() - 1);
    }

    String id(String group) {
        return tag + "." + group;
    }

    Response defining(String group, Map<String, ?> body) {
        return Tokens.as(Company.ADMINISTRATOR, "license-admin")
                .contentType(JSON)
                .body(body)
                .put("/api/groups/" + id(group));
    }

    Response deleting(String group) {
        return Tokens.as(Company.ADMINISTRATOR, "license-admin").delete("/api/groups/" + id(group));
    }

    static Response asking(String path) {
        return Tokens.as(Company.ADMINISTRATOR, "license-admin").get("/api/groups" + path);
    }

    ValidatableResponse members(String group) {
        return asking("/" + id(group) + "/members").then().statusCode(200);
    }

    static Map<String, Object> chosen(String name, String... members) {
        return Map.of("name", name, "members", List.of(members));
    }

    static Map<String, Object> ruled(String name, String... conditions) {
        var rule = new LinkedHashMap<String, String>();
        for (var i = 0; i < conditions.length; i += 2) {
            rule.put(conditions[i], conditions[i + 1]);
        }
        return Map.of("name", name, "rule", rule);
    }
}
