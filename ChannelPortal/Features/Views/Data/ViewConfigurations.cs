using ChannelPortal.Features.Views.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChannelPortal.Features.Views.Data;

internal sealed class SavedViewConfiguration : IEntityTypeConfiguration<SavedView>
{
    public void Configure(EntityTypeBuilder<SavedView> builder)
    {
        builder.ToTable("saved_view");
        builder.Property(v => v.Id).ValueGeneratedNever();
        builder.Property(v => v.List).HasMaxLength(SavedView.MaxList);
        builder.Property(v => v.OwnerId).HasMaxLength(100);
        builder.Property(v => v.OwnerName).HasMaxLength(200);
        builder.Property(v => v.Company).HasMaxLength(64);
        builder.Property(v => v.Name).HasMaxLength(SavedView.MaxName);
        builder.Property(v => v.Query).HasMaxLength(SavedView.MaxQuery);
        builder.Property(v => v.SharedRole).HasMaxLength(64);
        builder.Property(v => v.Version).IsConcurrencyToken();
        builder.HasIndex(v => new { v.OwnerId, v.List });
        builder.HasIndex(v => new { v.Company, v.SharedRole });
    }
}

internal sealed class SavedViewVersionConfiguration : IEntityTypeConfiguration<SavedViewVersion>
{
    public void Configure(EntityTypeBuilder<SavedViewVersion> builder)
    {
        builder.ToTable("saved_view_version");
        builder.HasKey(v => new { v.ViewId, v.Version });
        builder.Property(v => v.Version).ValueGeneratedNever();
        builder.Property(v => v.Name).HasMaxLength(SavedView.MaxName);
        builder.Property(v => v.Query).HasMaxLength(SavedView.MaxQuery);
        builder.Property(v => v.ChangedBy).HasMaxLength(200);
    }
}

internal sealed class ViewChoiceConfiguration : IEntityTypeConfiguration<ViewChoice>
{
    public void Configure(EntityTypeBuilder<ViewChoice> builder)
    {
        builder.ToTable("view_choice");
        builder.HasKey(c => new { c.UserId, c.ViewId });
        builder.Property(c => c.UserId).HasMaxLength(100);
        builder.Property(c => c.List).HasMaxLength(SavedView.MaxList);
    }
}
