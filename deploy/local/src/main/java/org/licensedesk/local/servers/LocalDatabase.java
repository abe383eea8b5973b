package org.licensedesk.local.servers;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * One service's database with its two logins: the owner migrates, the application login runs.
 *
 * @param url the JDBC address
 * @param user the application's login
 * @param password the application's password
 * @param owner the owner's login
 * @param ownerPassword the owner's password
 */
@JsonPropertyOrder({"url", "user", "password", "owner", "ownerPassword"})
public record LocalDatabase(String url, String user, String password, String owner, String ownerPassword) {}
