package org.licensedesk.assignment.product;

/** A part of a product, as its vendor names it. */
public record ServicePlan(String name, String friendlyName) {}
