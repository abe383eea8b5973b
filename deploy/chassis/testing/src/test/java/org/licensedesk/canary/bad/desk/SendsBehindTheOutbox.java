package org.licensedesk.canary.bad.desk;

import org.eclipse.microprofile.reactive.messaging.Emitter;

class SendsBehindTheOutbox {
    Emitter<String> emitter;
}
