using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components;
using NetArchTest.Rules;

namespace ChannelPortal.Tests.Architecture;

/// <summary>
/// The dependency rules of the source tree as functions, so that the same code judges the product and the planted violations.
/// Each returns what breaks the rule. Namespaces are matched by anchored patterns: a plain prefix would take Orders for OrdersArchive.
/// </summary>
internal sealed class Boundaries(Assembly assembly, string root)
{
    private static readonly string[] s_notInComponents = ["Microsoft.EntityFrameworkCore", "Quartz"];
    private static readonly string[] s_notInDomain = ["Microsoft.EntityFrameworkCore", "Microsoft.AspNetCore", "Quartz", "Microsoft.Playwright"];
    private readonly Types types = Types.InAssembly(assembly);

    public IReadOnlyList<string> Features { get; } =
    [
        .. assembly.GetTypes()
            .Select(t => Regex.Match(t.Namespace ?? "", $@"^{Regex.Escape(root)}\.Features\.(\w+)"))
            .Where(m => m.Success)
            .Select(m => m.Groups[1].Value)
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>A feature uses another one only through its Contracts.</summary>
    public IReadOnlyList<string> FeaturesBesideContracts() =>
    [
        .. Features.SelectMany(feature =>
        {
            var inner = InnerTypes(Features.Where(f => f != feature));
            return inner.Length == 0 ? [] : Failing(In($"Features.{feature}").ShouldNot().HaveDependencyOnAny(inner));
        }),
    ];

    /// <summary>Platform knows no feature.</summary>
    public IReadOnlyList<string> PlatformOnFeatures() => Failing(In("Platform").ShouldNot().HaveDependencyOn($"{root}.Features"));

    /// <summary>The shell reaches features through their Contracts only.</summary>
    public IReadOnlyList<string> ShellBesideContracts() => Failing(In("Shell").ShouldNot().HaveDependencyOnAny(InnerTypes(Features)));

    /// <summary>Components ask query handlers and the dispatcher, never the database or the scheduler.</summary>
    public IReadOnlyList<string> ComponentsOnDataOrJobs() =>
        Failing(types.That().ResideInNamespaceMatching($@"^{Regex.Escape(root)}(\.|$)").And().Inherit(typeof(ComponentBase)).ShouldNot().HaveDependencyOnAny(s_notInComponents));

    /// <summary>Domain code is plain C#.</summary>
    public IReadOnlyList<string> ImpureDomain() => Failing(
        types.That().ResideInNamespaceMatching($@"^{Regex.Escape(root)}\.Features\.\w+\.Domain(\.|$)").ShouldNot().HaveDependencyOnAny(s_notInDomain));

    /// <summary>Features that depend on each other in a ring, counted through Contracts.</summary>
    public IReadOnlyList<string> FeatureCycles()
    {
        var uses = Features.ToDictionary(
            f => f,
            f => Features.Where(other => other != f && Failing(In($"Features.{f}").ShouldNot().HaveDependencyOn($"{root}.Features.{other}")).Count > 0).ToList(),
            StringComparer.Ordinal);
        var cycles = new List<string>();
        foreach (var start in Features)
        {
            if (FindPath(start, start, uses) is { } path)
            {
                cycles.Add(string.Join(" → ", path));
            }
        }

        return cycles;
    }

    /// <summary>The shortest way from one feature to another, or null.</summary>
    private static List<string>? FindPath(string from, string to, Dictionary<string, List<string>> uses)
    {
        var queue = new Queue<List<string>>([[from]]);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (queue.TryDequeue(out var path))
        {
            foreach (var next in uses[path[^1]])
            {
                if (next == to)
                {
                    return [.. path, next];
                }

                if (seen.Add(next))
                {
                    queue.Enqueue([.. path, next]);
                }
            }
        }

        return null;
    }

    private static List<string> Failing(ConditionList rule) =>
        [.. (rule.GetResult().FailingTypes ?? []).Select(t => t.FullName!).Order(StringComparer.Ordinal)];

    /// <summary>Types of features outside Contracts. The class that composes a feature is for Program alone and counts as inner, too.</summary>
    private string[] InnerTypes(IEnumerable<string> features)
    {
        var names = features.ToHashSet(StringComparer.Ordinal);
        return
        [
            .. assembly.GetTypes()
                .Where(t => !t.IsNested && t.FullName is not null)
                .Select(t => (t.FullName, Match: Regex.Match(t.Namespace ?? "", $@"^{Regex.Escape(root)}\.Features\.(\w+)(\.Contracts(\.|$))?")))
                .Where(t => t.Match.Success && !t.Match.Groups[2].Success && names.Contains(t.Match.Groups[1].Value))
                .Select(t => t.FullName!),
        ];
    }

    private PredicateList In(string part) => types.That().ResideInNamespaceMatching($@"^{Regex.Escape(root)}\.{Regex.Escape(part)}(\.|$)");
}
