using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Reflection;

namespace ChannelPortal.Platform.Security;

/// <summary>The reviewed file <c>permissions.csv</c>: permission × role, allow or deny. What is not in it is denied, and fails at start.</summary>
public sealed class Permissions
{
    /// <summary>Role whose rights are the most that a company may give to its own people.</summary>
    public const string CompanyAdministrator = "DA";

    /// <summary>What stays with the administrator of a company: who could pass it on could make himself one.</summary>
    private static readonly FrozenSet<string> s_withheld = FrozenSet.Create(StringComparer.Ordinal, "company.manage");

    /// <summary>What everybody of a company needs to come in at all; part of every custom role.</summary>
    private static readonly FrozenSet<string> s_always = FrozenSet.Create(StringComparer.Ordinal, "account.manage", "home", "notifications.read", "workbench.read");

    private readonly FrozenDictionary<string, FrozenSet<string>> allowed;
    private readonly ConcurrentDictionary<string, (string Name, FrozenSet<string> Permissions)> custom = new(StringComparer.Ordinal);

    private Permissions(IReadOnlyList<string> roles, Dictionary<string, FrozenSet<string>> allowed)
    {
        (Roles, this.allowed) = (roles, allowed.ToFrozenDictionary(StringComparer.Ordinal));
        Grantable = [.. allowed.Keys.Where(MayGrant).Except(s_always, StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    /// <summary>Read from the embedded file.</summary>
    public static Permissions Product { get; } = Load();

    /// <summary>Role codes in the order of the file.</summary>
    public IReadOnlyList<string> Roles { get; }

    public IEnumerable<string> All => allowed.Keys;

    /// <summary>What a custom role may be made of.</summary>
    public IReadOnlyList<string> Grantable { get; }

    public bool Exists(string permission) => allowed.ContainsKey(permission);

    /// <summary>True when any of the roles holds the permission. System work (jobs, command line) holds all that exist.</summary>
    public bool Allows(IReadOnlySet<string> roles, string permission)
    {
        ArgumentNullException.ThrowIfNull(roles);
        return allowed.TryGetValue(permission, out var holders) && (roles.Contains("SYSTEM") || roles.Any(r => holders.Contains(r) || (CustomRole.IsCode(r) && CustomAllows(r, permission))));
    }

    /// <summary>What a company calls a role of its own; null for any other code.</summary>
    public string? NameOf(string code) => custom.TryGetValue(code, out var role) ? role.Name : null;

    internal void Learn(string code, string name, IEnumerable<string> permissions) => custom[code] = (name, permissions.ToFrozenSet(StringComparer.Ordinal));

    internal void Forget(string code) => custom.TryRemove(code, out _);

    /// <summary>Roles that hold the permission, for the no-permission page.</summary>
    public IReadOnlyCollection<string> HoldersOf(string permission) => allowed.TryGetValue(permission, out var holders) ? holders : [];

    public static Permissions Parse(string csv)
    {
        ArgumentNullException.ThrowIfNull(csv);
        var lines = csv.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var roles = lines[0].Split(',')[1..];
        var table = new Dictionary<string, FrozenSet<string>>(StringComparer.Ordinal);
        foreach (var line in lines.Skip(1))
        {
            var cells = line.Split(',');
            if (cells.Length != roles.Length + 1 || cells.Skip(1).Any(c => c is not ("allow" or "deny")))
            {
                throw new InvalidDataException($"permissions.csv: '{cells[0]}' needs {roles.Length} cells of allow or deny.");
            }

            if (!table.TryAdd(cells[0], roles.Where((_, i) => cells[i + 1] == "allow").ToFrozenSet(StringComparer.Ordinal)))
            {
                throw new InvalidDataException($"permissions.csv: '{cells[0]}' stands twice.");
            }
        }

        return new Permissions(roles, table);
    }

    // The cap holds here and not only when a role is saved: a right that administrators of companies lose is lost to their roles as well.
    private bool CustomAllows(string code, string permission) =>
        custom.TryGetValue(code, out var role) && (role.Permissions.Contains(permission) || s_always.Contains(permission)) && MayGrant(permission);

    private bool MayGrant(string permission) => !s_withheld.Contains(permission) && HoldersOf(permission).Contains(CompanyAdministrator);

    private static Permissions Load()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("permissions.csv")
            ?? throw new InvalidOperationException("permissions.csv is not embedded.");
        using var reader = new StreamReader(stream);
        return Parse(reader.ReadToEnd());
    }
}
