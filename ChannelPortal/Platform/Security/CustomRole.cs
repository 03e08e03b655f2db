using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChannelPortal.Platform.Security;

/// <summary>A role that a dealer's administrator made for his company. It never grants more than <see cref="Permissions.Grantable"/>.</summary>
public sealed class CustomRole : IDealerOwned
{
    /// <summary>Begins the code of every custom role in <see cref="PortalUser.RoleList"/>.</summary>
    public const string Prefix = "C:";

    /// <summary>Longest name.</summary>
    public const int MaxName = 60;

    public Guid Id { get; init; }

    public required string DealerId { get; init; }

    public required string Name { get; set; }

    /// <summary>Permissions of <c>permissions.csv</c>, separated by commas.</summary>
    public required string Permissions { get; set; }

    public DateTimeOffset ChangedAt { get; set; }

    public int Version { get; set; }

    public string Code => CodeOf(Id);

    public static string CodeOf(Guid id) => Prefix + id.ToString("N");

    public static bool IsCode(string role) => role.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>The id in a code; null when the text is none.</summary>
    public static Guid? IdOf(string code) => IsCode(code) && Guid.TryParseExact(code[Prefix.Length..], "N", out var id) ? id : null;
}

internal sealed class CustomRoleConfiguration : IEntityTypeConfiguration<CustomRole>
{
    public void Configure(EntityTypeBuilder<CustomRole> builder)
    {
        builder.ToTable("custom_role");
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.Property(r => r.DealerId).HasMaxLength(64);
        builder.Property(r => r.Name).HasMaxLength(CustomRole.MaxName);
        builder.Property(r => r.Permissions).HasMaxLength(4000);
        builder.Ignore(r => r.Code);
        builder.HasIndex(r => new { r.DealerId, r.Name }).IsUnique();
    }
}
