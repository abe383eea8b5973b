package org.licensedesk.canary.good.desk;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

@Path("/")
class DeskPage {
    private static final String BUY = "update pool set purchased = ? where sku = ? and used <= ?";

    @GET
    public String list() {
        return BUY;
    }

    @GET
    @Path("{id: \\d+}")
    public String one() {
        return "";
    }

    @POST
    @Path("/{id}/decision")
    public String decide() {
        return "";
    }
}
