/** Tables that go in and out as files: what was sent read as text and in rows, and cells that a spreadsheet shows and never runs. */
package org.licensedesk.assignment.sheet;
