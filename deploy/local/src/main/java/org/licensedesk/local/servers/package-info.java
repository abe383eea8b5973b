/** PostgreSQL and Kafka as programs of this machine: unpacked, set up once, started as ordinary processes. */
package org.licensedesk.local.servers;
