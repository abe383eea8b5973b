package org.licensedesk.canary.bad.desk;

import jakarta.ws.rs.Path;

/** Open to everybody in the house. */
@Path("/public")
public class PublicPage {}
