package org.licensedesk.acceptance.checker;

/**
 * I11: a fault answers 503 with Retry-After, 409 or 429; never 500, never nothing. That no 2xx was given for what is not durable
 * is {@link NoLoss}.
 */
final class HonestAnswers implements Invariant {
    @Override
    public Finding check(Evidence evidence) {
        Finding finding = new Finding("I11 honest answers");
        for (Call call : evidence.calls()) {
            finding.expect(call.status() != 0, "no answer at all: %s", call);
            finding.expect(call.status() < 500 || call.status() == 503, "a dishonest answer: %s", call);
            finding.expect(
                    call.status() != 503 && call.status() != 429 || call.retryAfter(),
                    "does not say when to try again: %s",
                    call);
            finding.saw(call.status() / 100 == 2 ? "accepted" : call.status() == 503 ? "put off" : "refused", 1);
        }
        return finding.saw("answers", evidence.calls().size());
    }
}
