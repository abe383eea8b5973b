package org.licensedesk.approval.people.groups.definition;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jboss.resteasy.reactive.RestForm;
import org.licensedesk.approval.people.PersonRef;
import org.licensedesk.approval.people.groups.Group;
import org.licensedesk.approval.people.groups.GroupProducts;
import org.licensedesk.approval.people.groups.membership.GroupRef;
import org.licensedesk.approval.people.groups.membership.Membership;
import org.licensedesk.chassis.web.FieldErrors;
import org.licensedesk.chassis.web.Refusal;

/** The form of a group: what was typed, what is wrong with it, and what it would do. */
class GroupForm {

    private static final int NAMED_AT_MOST = 50;

    @RestForm
    String id;

    @RestForm
    String name;

    @RestForm
    String kind;

    @RestForm
    String members;

    @RestForm
    String department;

    @RestForm
    String title;

    @RestForm
    String manager;

    @RestForm
    String reports;

    /** The fingerprint of what was shown; null: show it first. */
    @RestForm
    String save;

    static GroupForm blank() {
        return new GroupForm();
    }

    static GroupForm of(Group group) {
        var form = new GroupForm();
        form.id = group.id();
        form.name = group.name();
        form.kind = group.rule() == null ? "members" : "rule";
        form.members = String.join("\n", group.members());
        if (group.rule() != null) {
            form.department = group.rule().department();
            form.title = group.rule().title();
            form.manager = group.rule().manager() == null
                    ? null
                    : group.rule().manager().email();
            form.reports = group.rule().directOnly() ? "direct" : "all";
        }
        return form;
    }

    boolean isByRule() {
        return "rule".equals(kind);
    }

    boolean isToBeSaved() {
        return save != null && !save.isBlank();
    }

    Definition definition() {
        var isDirect = "direct".equals(reports) && !text(manager).isBlank();
        return isByRule()
                ? new Definition(name, null, new Definition.WantedRule(department, title, manager, isDirect))
                : new Definition(name, names(), null);
    }

    /** Whatever is between blanks, commas and semicolons. */
    private List<String> names() {
        return Arrays.stream(text(members).split("[\\s,;]+"))
                .filter(name -> !name.isEmpty())
                .toList();
    }

    static String text(String typed) {
        return typed == null ? "" : typed;
    }

    /** People, as many as a page can name. */
    record Side(int total, List<PersonRef> people) {
        static Side of(List<PersonRef> people) {
            return new Side(people.size(), people.stream().limit(NAMED_AT_MOST).toList());
        }

        public int more() {
            return total - people.size();
        }
    }

    /** What it would do to one group. */
    record Effect(GroupRef group, Side gains, Side loses, List<GroupProducts.OnGroup> products) {
        static Effect of(Membership.Change change, Map<String, List<GroupProducts.OnGroup>> products) {
            return new Effect(
                    change.group(),
                    Side.of(change.joined()),
                    Side.of(change.left()),
                    products.getOrDefault(change.group().id(), List.of()));
        }

        public boolean isNothing() {
            return gains.total() == 0 && loses.total() == 0;
        }
    }

    /** What it would do, and the mark by which that is known again. */
    record Preview(int size, Effect here, List<Effect> elsewhere, String fingerprint) {}

    /** The whole form for the template. */
    record View(
            String action,
            String back,
            boolean isNew,
            GroupForm form,
            List<String> departments,
            List<String> titles,
            FieldErrors errors,
            List<String> memberErrors,
            String refusal,
            Preview preview,
            boolean wasOutdated) {
        public boolean membersAreWrong() {
            return !memberErrors.isEmpty();
        }

        public String id() {
            return text(form.id);
        }

        public String name() {
            return text(form.name);
        }

        public boolean isByRule() {
            return form.isByRule();
        }

        public String members() {
            return text(form.members);
        }

        public String department() {
            return text(form.department);
        }

        public String title() {
            return text(form.title);
        }

        public String manager() {
            return text(form.manager);
        }

        public boolean isDirect() {
            return "direct".equals(form.reports);
        }

        public int longestName() {
            return ReadDefinition.LONGEST_NAME;
        }

        public int longestCondition() {
            return ReadDefinition.LONGEST_CONDITION;
        }
    }

    /** The complaints about single members, without their places in a list that the form does not number. */
    static List<String> aboutMembers(Refusal refusal) {
        var sentences = new ArrayList<String>();
        refusal.fieldErrors().all().stream()
                .filter(error -> error.field().startsWith("members"))
                .forEach(error -> sentences.add(error.sentence()));
        return sentences;
    }
}
