package org.licensedesk.assignment.mail;

import java.util.function.Function;
import java.util.function.Supplier;
import org.licensedesk.assignment.mail.MailOutbox.Letter;

/** Carries one letter to the mail server. */
interface Postman {

    /** How it went. */
    sealed interface Delivery {

        <T> T fold(Supplier<T> ifDelivered, Function<String, T> ifRejected, Function<String, T> ifNotNow);

        record Delivered() implements Delivery {
            @Override
            public <T> T fold(Supplier<T> ifDelivered, Function<String, T> ifRejected, Function<String, T> ifNotNow) {
                return ifDelivered.get();
            }
        }

        /** The server wants this letter neither now nor later. */
        record Rejected(String why) implements Delivery {
            @Override
            public <T> T fold(Supplier<T> ifDelivered, Function<String, T> ifRejected, Function<String, T> ifNotNow) {
                return ifRejected.apply(why);
            }
        }

        /** The server wants this one later; others may be welcome. */
        record NotNow(String why) implements Delivery {
            @Override
            public <T> T fold(Supplier<T> ifDelivered, Function<String, T> ifRejected, Function<String, T> ifNotNow) {
                return ifNotNow.apply(why);
            }
        }

        /** Nobody is there to take a letter. */
        record ServerAway(String why) implements Delivery {
            @Override
            public <T> T fold(Supplier<T> ifDelivered, Function<String, T> ifRejected, Function<String, T> ifNotNow) {
                return ifNotNow.apply(why);
            }
        }
    }

    /** Hands it over and says how that went; never throws for what a mail server does. */
    Delivery deliver(Letter letter);
}
