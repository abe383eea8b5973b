package org.licensedesk.approval.decision;

import org.licensedesk.chassis.web.CurrentUser;
import org.licensedesk.chassis.web.Refusal;

/**
 * Who looks at cases.
 *
 * @param readsAll whether the person may read every case: administrators and auditors. It makes nobody an approver
 */
record Viewer(String email, boolean readsAll) {

    static Viewer of(CurrentUser user) {
        return new Viewer(user.email(), user.isAdministrator() || user.isAuditor());
    }

    /** Whoever decides or decided it, or is asked about it, asked for it, or would get it. Everybody else learns nothing. */
    boolean maySee(ApprovalCases.Found found) {
        var approvalCase = found.approvalCase();
        return readsAll
                || approvalCase.request().concerns(email)
                || (found.viewer() != null
                        && (found.viewerIsActive()
                                        && approvalCase
                                                .state()
                                                .asks(found.viewer().id())
                                || approvalCase
                                        .state()
                                        .decision()
                                        .filter(decision -> decision.by().isSameAs(found.viewer()))
                                        .isPresent()));
    }

    /** Answers whoever may not see it exactly as if there were none. */
    void mustSee(ApprovalCases.Found found) {
        if (!maySee(found)) {
            throw Refusal.hidden(SENTENCE);
        }
    }

    static Refusal unknown() {
        return Refusal.notFound(SENTENCE);
    }

    private static final String SENTENCE = "There is no such request, or it is not yours to see.";
}
