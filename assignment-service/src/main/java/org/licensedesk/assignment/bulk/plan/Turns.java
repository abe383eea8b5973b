package org.licensedesk.assignment.bulk.plan;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which products of a job have to wait for which: what a product needs comes before it, however the file is sorted. */
record Turns(Map<String, List<String>> needs) {

    Turns {
        needs = Map.copyOf(needs);
    }

    static Turns of(Collection<Map.Entry<String, List<String>>> needs) {
        Map<String, List<String>> bySku = new HashMap<>();
        needs.forEach(need -> bySku.put(need.getKey(), need.getValue()));
        return new Turns(bySku);
    }

    /** Whether nothing needs anything. */
    boolean areThoseOfTheRows() {
        return needs.isEmpty();
    }

    /** For each of these products that needs another of them, how many stand before it at most; products in a circle have no better order. */
    Map<String, Integer> depthsOf(Collection<String> skus) {
        Set<String> asked = Set.copyOf(skus);
        Map<String, Integer> depths = new HashMap<>();
        asked.forEach(sku -> depth(sku, asked, depths, new HashSet<>()));
        depths.values().removeIf(depth -> depth == 0);
        return depths;
    }

    private int depth(String sku, Set<String> asked, Map<String, Integer> depths, Set<String> above) {
        Integer known = depths.get(sku);
        if (known != null) {
            return known;
        }
        if (!above.add(sku)) {
            return 0;
        }
        int depth = needs.getOrDefault(sku, List.of()).stream()
                .filter(asked::contains)
                .mapToInt(needed -> depth(needed, asked, depths, above) + 1)
                .max()
                .orElse(0);
        above.remove(sku);
        depths.put(sku, depth);
        return depth;
    }
}
