using ChannelPortal.Features.Network.Domain;
using ChannelPortal.Features.Simulation.World;
using CsCheck;

namespace ChannelPortal.Tests.Features.Network;

public sealed class CoverageTests
{
    private const string Zhejiang = "CN/CN-E/33/";

    [Fact]
    public void Of_TellsTheFiveKinds()
    {
        Assert.Equal(CoverageKind.White, Coverage.Of(Zhejiang, [new Hold("A", "CN/CN-S/44/", true)]));
        Assert.Equal(CoverageKind.Partial, Coverage.Of(Zhejiang, [new Hold("A", Zhejiang + "3301/", true), new Hold("B", Zhejiang + "3302/", false)]));
        Assert.Equal(CoverageKind.Exclusive, Coverage.Of(Zhejiang, [new Hold("A", "CN/CN-E/", true)]));
        Assert.Equal(CoverageKind.Shared, Coverage.Of(Zhejiang, [new Hold("A", Zhejiang, false), new Hold("A", Zhejiang + "3301/", false)]));
        Assert.Equal(CoverageKind.Overlap, Coverage.Of(Zhejiang, [new Hold("A", Zhejiang, false), new Hold("B", Zhejiang + "3301/", false)]));
    }

    [Fact]
    public void Grid_Has34DistinctPlaces()
    {
        Assert.Equal(34, ProvinceGrid.Tiles.Select(t => t.Code).Distinct().Count());
        Assert.Equal(34, ProvinceGrid.Tiles.Select(t => (t.Column, t.Row)).Distinct().Count());
        Assert.All(ProvinceGrid.Tiles, t => Assert.True(t.Column is >= 0 and < 9 && t.Row is >= 0 and < 9));
    }

    [Fact]
    public void Targets_WhatIsTakenIsGiven() =>
        Gen.Select(Gen.Long[0, 10_000_000_000], Gen.Long[0, 10_000_000_000], Gen.Long[0, 1_000_000], Gen.Long[1, 1_000_000]).Sample((target, other, line, all) =>
        {
            var month = new DateOnly(2026, 12, 1);
            var moves = TargetShift.Of(
                [new() { DealerId = "A", MonthOn = month, TargetAmount = target }], [new() { DealerId = "B", MonthOn = month, TargetAmount = other }], line, all);
            return line == 0 ? moves.Count == 0 : moves[0].FromAfter >= 0 && moves[0].FromAfter + moves[0].ToAfter == target + other;
        });

    [Fact]
    public void FirstMonth_IsAWholeOne()
    {
        Assert.Equal(new DateOnly(2026, 12, 1), TargetShift.FirstMonth(new DateOnly(2026, 12, 1)));
        Assert.Equal(new DateOnly(2027, 1, 1), TargetShift.FirstMonth(new DateOnly(2026, 12, 2)));
    }

    /// <summary>The demo's own book keeps the rule that its commands would enforce, and refuses no dealer what it trades.</summary>
    [Fact]
    public void DemoWorld_HasNoForbiddenOverlap_SomePlans_AndWhiteSpots()
    {
        var arguments = new WorldArguments(120, 12, 42, new DateOnly(2026, 10, 31));
        var drafts = new WorldTerritories(arguments).Drafts;
        Assert.Equal(drafts.Select(d => d.Name), new WorldTerritories(arguments).Drafts.Select(d => d.Name));
        var world = new WorldGenerator(arguments);
        string Path(string region) => region.Length == 2 ? world.Dealers.First(d => d.City.ProvinceId == region).City is var c ? $"CN/{c.AreaId}/{region}/" : "" : $"CN/{world.Dealers.First(d => d.City.Id == region).City.AreaId}/{region[..2]}/{region}/";
        var held = drafts.Select(d => (Draft: d, Path: Path(d.RegionIds[0]))).ToList();
        Assert.DoesNotContain(held, a => held.Any(b => a.Draft.DealerId != b.Draft.DealerId && (a.Draft.IsExclusive || b.Draft.IsExclusive)
            && (a.Draft.Category is null || b.Draft.Category is null || a.Draft.Category == b.Draft.Category) && RegionTree.Overlap(a.Path, b.Path)
            && (a.Draft.To is null || b.Draft.From < a.Draft.To) && (b.Draft.To is null || a.Draft.From < b.Draft.To)));
        Assert.Contains(drafts, d => d.IsExclusive);
        Assert.Contains(drafts, d => d.From > arguments.Until);
        Assert.Contains(drafts, d => d.To < arguments.Until);

        var today = arguments.Until.AddDays(1);
        foreach (var dealer in world.Dealers.Where(d => d.Fact.Status == "active"))
        {
            var own = held.Where(h => h.Draft.DealerId == dealer.Fact.DealerId && h.Draft.From <= today && (h.Draft.To is null || h.Draft.To > today)).Select(h => h.Draft.Category).ToList();
            var home = $"CN/{dealer.City.AreaId}/{dealer.City.ProvinceId}/{dealer.City.Id}/";
            foreach (var line in dealer.Holdings.Select(h => h.Product.Fact.Category).Distinct())
            {
                Assert.True(own.Contains(null) || own.Contains(line) || (own.Count == 0 && !held.Any(h => h.Draft.IsExclusive && h.Draft.Category == line && home.StartsWith(h.Path, StringComparison.Ordinal))), $"{dealer.Fact.DealerId} {line}");
            }
        }

        var somewhere = held.Select(h => h.Path.Split('/')[2]).ToHashSet();
        Assert.Contains(ProvinceGrid.Tiles, t => !somewhere.Contains(t.Code));
    }
}
