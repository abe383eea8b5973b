package org.licensedesk.local.gateway;

/**
 * One part behind the gateway.
 *
 * @param segment the first segment of every path that belongs to it
 * @param name how a person calls it, at the beginning of a sentence
 * @param port where it listens on loopback
 */
public record Backend(String segment, String name, int port) {}
