package org.licensedesk.bench;

import java.util.Map;

/**
 * One scenario on one system: what the clients saw, what it cost, and how fast the floor was right before and right after.
 * CPU is in milliseconds per workflow and memory in MB, by part; the driver is told apart, since it stands for the browsers.
 */
record Measurement(
        Scenario scenario,
        Clients.Result clients,
        Map<String, Double> cpuMillisecondsPerWorkflow,
        double driverCpuMillisecondsPerWorkflow,
        double walBytesPerWorkflow,
        Map<String, Double> residentMegabytes,
        Floor.Speed floorBefore,
        Floor.Speed floorAfter) {

    double cpuMilliseconds() {
        return cpuMillisecondsPerWorkflow.values().stream()
                .mapToDouble(Double::doubleValue)
                .sum();
    }

    double memory() {
        return residentMegabytes.values().stream()
                .mapToDouble(Double::doubleValue)
                .sum();
    }

    double floorPerSecond() {
        return (floorBefore.perSecond() + floorAfter.perSecond()) / 2;
    }

    double floorCpuMilliseconds() {
        return (floorBefore.cpuMilliseconds() + floorAfter.cpuMilliseconds()) / 2;
    }

    /** How many times the CPU of the floor a workflow takes, browsers included there as here. */
    double timesCpuOfFloor() {
        return (cpuMilliseconds() + driverCpuMillisecondsPerWorkflow) / floorCpuMilliseconds();
    }

    /** The share of the floor's speed that the whole system reaches. */
    double shareOfFloor() {
        return clients.perSecond() / floorPerSecond();
    }
}
