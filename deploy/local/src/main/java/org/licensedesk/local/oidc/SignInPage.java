package org.licensedesk.local.oidc;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The sign-in page: a button for each person of the story, and a field for anybody else. Works without scripts. */
final class SignInPage {

    private final String template;
    private final String people;

    SignInPage(List<Account> shown) {
        template = read("/sign-in/page.html");
        var buttons = new StringBuilder();
        shown.forEach(account -> buttons.append(button(account)));
        people = buttons.toString();
    }

    String html() {
        return html("", "");
    }

    String html(String typed, String problem) {
        String message = problem.isEmpty()
                ? ""
                : "<p class=\"problem\" id=\"problem\" role=\"alert\">" + escape(problem) + "</p>";
        return template.replace("{people}", people)
                .replace("{problem}", message)
                .replace("{typed}", escape(typed));
    }

    private static String button(Account account) {
        return """
                <li><button name="username" value="%s"><span class="face" aria-hidden="true">%s</span>\
                <span class="who"><span class="name">%s</span><span class="part">%s</span></span></button></li>
                """.formatted(
                        escape(account.email()),
                        escape(initials(account.name())),
                        escape(account.name()),
                        escape(account.part()));
    }

    static String initials(String name) {
        String[] words = name.strip().split("\\s+");
        String first = words[0].substring(0, 1);
        return words.length == 1 ? first : first + words[words.length - 1].charAt(0);
    }

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    private static String read(String resource) {
        try (InputStream in = SignInPage.class.getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(resource + " in this jar cannot be read", e);
        }
    }
}
