/** What the other services tell: their events, our own records of them, and the read models the decision form shows. */
package org.licensedesk.approval.intake;
