using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChannelPortal.Platform.Security;

/// <summary>A person who signs in. Rights come from <see cref="RoleList"/> and the scope of <see cref="DealerId"/> or <see cref="RegionList"/>.</summary>
public sealed class PortalUser : IdentityUser<Guid>
{
    public string DisplayName { get; set; } = "";

    /// <summary>Role codes separated by commas, e.g. <c>DA,DB</c>.</summary>
    public string RoleList { get; set; } = "";

    /// <summary>The dealer company of a dealer user; null at the manufacturer.</summary>
    public string? DealerId { get; set; }

    /// <summary>Regions of a channel manager, recruiter or inspector, separated by commas; empty means none.</summary>
    public string RegionList { get; set; } = "";

    /// <summary>Chosen for the person by the administrator; his own choice in a browser counts more.</summary>
    public string? Language { get; set; }

    public bool IsDisabled { get; set; }

    public DateTimeOffset CreatedAt { get; set; }
}

internal sealed class PortalUserConfiguration : IEntityTypeConfiguration<PortalUser>
{
    public void Configure(EntityTypeBuilder<PortalUser> builder)
    {
        builder.Property(u => u.DisplayName).HasMaxLength(100);
        builder.Property(u => u.RoleList).HasMaxLength(200);
        builder.Property(u => u.DealerId).HasMaxLength(64);
        builder.Property(u => u.RegionList).HasMaxLength(1000);
        builder.Property(u => u.Language).HasMaxLength(10);
    }
}
