package org.licensedesk.request.catalogue;

import java.math.BigDecimal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What can be asked for by one id: a product, or a package of several.
 *
 * @param id the sku, or the package's id
 * @param validDays for how many days a package is given; null: without end
 * @param parts the products it consists of; of a product itself and nothing else
 */
public record Offer(
        Kind kind,
        String id,
        String name,
        String description,
        Integer validDays,
        boolean requestable,
        List<Product> parts) {

    /** An amount of money. */
    public record Money(BigDecimal amount, String currency) {}

    static Offer of(Product product) {
        return new Offer(
                Kind.PRODUCT, product.sku(), product.name(), null, null, product.requestable(), List.of(product));
    }

    /** @param known products by sku; of one that was never heard of nothing but the sku is known */
    static Offer of(LicensePackage found, Map<String, Product> known) {
        return new Offer(
                Kind.PACKAGE,
                found.id(),
                found.name(),
                found.description(),
                found.validDays(),
                !found.deleted(),
                found.skus().stream()
                        .map(sku -> known.getOrDefault(sku, new Product(sku, sku, null, null, false, 0, 0, 0)))
                        .toList());
    }

    public boolean isPackage() {
        return kind == Kind.PACKAGE;
    }

    /** Its id as the value of a parameter in an address. */
    public String idInAddress() {
        return URLEncoder.encode(id, StandardCharsets.UTF_8);
    }

    /** The skus of its products. */
    public List<String> skus() {
        return parts.stream().map(Product::sku).toList();
    }

    /** What it costs a month, as far as prices are known: one amount a currency, since one cannot add euros to dollars. */
    public List<Money> prices() {
        Map<String, BigDecimal> sums = new TreeMap<>();
        parts.stream()
                .filter(part -> part.monthlyPrice() != null)
                .forEach(part -> sums.merge(part.currency(), part.monthlyPrice(), BigDecimal::add));
        return sums.entrySet().stream()
                .map(sum -> new Money(sum.getValue(), sum.getKey()))
                .toList();
    }

    /** The one price, where every part has one and all are in one currency; otherwise null. */
    public Money price() {
        var prices = prices();
        return prices.size() == 1 && parts.stream().noneMatch(part -> part.monthlyPrice() == null)
                ? prices.get(0)
                : null;
    }

    /** Seats bought of the part of which there are fewest. */
    public int purchased() {
        return parts.stream().mapToInt(Product::purchased).min().orElse(0);
    }

    /** How many people could have all of it at once. */
    public int free() {
        return parts.stream().mapToInt(Product::free).min().orElse(0);
    }

    /** How many people wait for the part that most wait for. */
    public int waiting() {
        return parts.stream().mapToInt(Product::waiting).max().orElse(0);
    }

    /** How likely seats are, in words. */
    public String availability() {
        if (!isPackage()) {
            return parts.get(0).availability();
        }
        var free = partsFree();
        if (free == parts.size()) {
            return parts.size() == 1 ? free() + " free" : "seats of all " + parts.size() + " are free";
        }
        return free == 0
                ? "no seat of any part is free"
                : "seats of " + free + " of " + parts.size() + " are free, the others have a waiting list";
    }

    /** What the pools mean for whoever asks. */
    public String outlook() {
        if (isPackage()) {
            var free = partsFree();
            if (free == 0) {
                return "No seat of any part is free: after approval, each goes on its waiting list.";
            }
            return free == parts.size()
                    ? "Seats of all parts are free: they are given as soon as the request is approved."
                    : "Seats of " + free + " of " + parts.size()
                            + " parts are free and are given as soon as the request is approved. The others then go"
                            + " on their waiting lists.";
        }
        if (free() > 0) {
            return free() == 1
                    ? "One seat is free: it is given as soon as the request is approved."
                    : free() + " seats are free: one is given as soon as the request is approved.";
        }
        var standstill = parts.get(0).standstill();
        if (standstill != null) {
            return "No seats are given for now, since " + standstill + "."
                    + (parts.get(0).isOver() ? "" : " After approval, the request goes on the waiting list.");
        }
        return waiting() == 0
                ? "No seat is free: after approval, it is the first in the waiting list."
                : "No seat is free and " + waiting() + (waiting() == 1 ? " person waits" : " people wait")
                        + ": after approval, it is the next in the waiting list.";
    }

    /** "Visio Plan 2, Power BI Pro": what a package consists of, in one line. */
    public String partNames() {
        return parts.stream().map(Product::name).collect(Collectors.joining(", "));
    }

    private int partsFree() {
        return (int) parts.stream().filter(part -> part.free() > 0).count();
    }
}
