/** Who must say yes to a request. A pure question to a view of the directory; it never answers "nobody, so yes". */
package org.licensedesk.approval.policy;
