/** How facts travel: written with the change that made them, sent in order, and taking effect once at whoever listens. */
package org.licensedesk.chassis.messaging;
