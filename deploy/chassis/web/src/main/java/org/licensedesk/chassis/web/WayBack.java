package org.licensedesk.chassis.web;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

/** Where a form came from and wants to return to: a path of this very site and nothing else. */
public final class WayBack {

    private static final int LONGEST = 500;

    private WayBack() {}

    /** To where it came from, or to somewhere sensible. */
    public static Response to(String back, String otherwise) {
        return Response.status(Response.Status.SEE_OTHER)
                .header(HttpHeaders.LOCATION, isPathOfThisSite(back) ? back : otherwise)
                .build();
    }

    /** One leading slash, then nothing a browser could read as a host, a scheme or a second header. */
    public static boolean isPathOfThisSite(String back) {
        return back != null
                && back.length() <= LONGEST
                && back.startsWith("/")
                && !back.startsWith("//")
                && back.chars().allMatch(c -> c > ' ' && c < 127 && c != '\\');
    }
}
