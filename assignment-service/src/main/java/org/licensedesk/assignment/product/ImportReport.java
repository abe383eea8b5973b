package org.licensedesk.assignment.product;

import java.util.List;
import org.licensedesk.assignment.product.PublishedProductList.Remark;
import org.licensedesk.chassis.web.Refusal;

/**
 * What an import did.
 *
 * @param deactivated always 0: a product that is not in the list stays as it is
 * @param rejected rows that were left out, with line and cause
 * @param notes rows that were taken although something about them is odd
 * @param encoding how the file was read
 */
record ImportReport(
        int added,
        int changed,
        int unchanged,
        int deactivated,
        List<Remark> rejected,
        List<Remark> notes,
        String encoding) {

    /** What can be shown of an import that was refused as a whole: the rows it was refused for. */
    @SuppressWarnings("unchecked")
    static ImportReport refused(Refusal refusal) {
        var rejected = (List<Remark>) refusal.members().getOrDefault("rejected", List.of());
        return rejected.isEmpty() ? null : new ImportReport(0, 0, 0, 0, rejected, List.of(), null);
    }
}
