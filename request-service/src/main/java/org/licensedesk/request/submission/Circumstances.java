package org.licensedesk.request.submission;

import java.util.UUID;
import org.licensedesk.request.people.PersonRef;

/**
 * How things stand when somebody asks, read in the transaction that will write the request.
 *
 * @param productName what it is called; null when there is no such product or package
 * @param askedPackage the package, where one is asked for; null: a product
 * @param ended the vendor's subscription is over, so nobody gets a seat or waits for one
 * @param beneficiary null when no active person has that address
 * @param holds the beneficiary has a seat of it; of a package, of every part
 * @param mayAskForThem the beneficiary is the asker or reports to them, or the asker is an administrator
 * @param excludedBy the name of something the beneficiary holds that cannot be held together with the product, or null
 * @param openRequest the beneficiary's open request for the same product, or null
 * @param openRequestIsTheirs the asker may see that request
 * @param extended the request whose license is to last longer, or null
 */
record Circumstances(
        String productName,
        AskedPackage askedPackage,
        boolean requestable,
        boolean ended,
        PersonRef requester,
        PersonRef beneficiary,
        boolean mayAskForThem,
        boolean holds,
        String excludedBy,
        UUID openRequest,
        boolean openRequestIsTheirs,
        Extended extended) {

    Circumstances mayAskForThem(boolean mayThey) {
        return new Circumstances(
                productName,
                askedPackage,
                requestable,
                ended,
                requester,
                beneficiary,
                mayThey,
                holds,
                excludedBy,
                openRequest,
                openRequestIsTheirs,
                extended);
    }
}
