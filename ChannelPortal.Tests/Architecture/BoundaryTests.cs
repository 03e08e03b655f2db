namespace ChannelPortal.Tests.Architecture;

/// <summary>The product keeps the dependency rules, and each rule finds the violation that is planted for it.</summary>
public sealed class BoundaryTests
{
    private const string PlantedRoot = "ChannelPortal.Tests.Architecture.Planted";
    private static readonly Boundaries s_product = new(typeof(ChannelPortal.Platform.Data.AppDbContext).Assembly, "ChannelPortal");
    private static readonly Boundaries s_planted = new(typeof(BoundaryTests).Assembly, PlantedRoot);

    [Fact]
    public void Features_InTheProduct_AreFound() => Assert.Contains("Orders", s_product.Features);

    [Fact]
    public void Features_UseEachOther_OnlyThroughContracts() => Assert.Empty(s_product.FeaturesBesideContracts());

    [Fact]
    public void Features_ReachingIntoAnother_AreFound() =>
        Assert.Equal([$"{PlantedRoot}.Features.Beta.Queries.GetAlphaInside"], s_planted.FeaturesBesideContracts());

    [Fact]
    public void Platform_KnowsNoFeature() => Assert.Empty(s_product.PlatformOnFeatures());

    [Fact]
    public void Platform_KnowingAFeature_IsFound() => Assert.Equal([$"{PlantedRoot}.Platform.Live.CuriousFeed"], s_planted.PlatformOnFeatures());

    [Fact]
    public void Shell_UsesFeatures_OnlyThroughContracts() => Assert.Empty(s_product.ShellBesideContracts());

    [Fact]
    public void Shell_ReachingIntoAFeature_IsFound() => Assert.Equal([$"{PlantedRoot}.Shell.CuriousMenu"], s_planted.ShellBesideContracts());

    [Fact]
    public void Components_UseNoDatabaseAndNoScheduler() => Assert.Empty(s_product.ComponentsOnDataOrJobs());

    [Fact]
    public void Components_OpeningTheDatabase_AreFound() =>
        Assert.Equal([$"{PlantedRoot}.Features.Alpha.Pages.DatabasePage"], s_planted.ComponentsOnDataOrJobs());

    [Fact]
    public void Domain_IsPlainCode() => Assert.Empty(s_product.ImpureDomain());

    [Fact]
    public void Domain_KnowingTheDatabase_IsFound() => Assert.Equal([$"{PlantedRoot}.Features.Alpha.Domain.ImpureRule"], s_planted.ImpureDomain());

    [Fact]
    public void Features_HaveNoCycles() => Assert.Empty(s_product.FeatureCycles());

    [Fact]
    public void Features_InARing_AreFound() => Assert.Equal(["Alpha → Beta → Alpha", "Beta → Alpha → Beta"], s_planted.FeatureCycles());
}
